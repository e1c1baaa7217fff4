import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import * as path from "node:path";
import { isMap, parseDocument } from "yaml";
import { stackFolder } from "../components/config/read";

// What is copied, since Pulumi writes into it; everything else is linked.
const copied = [stackFolder, "Pulumi.yaml"];
// A sandbox's own folder may be inside of the checkout.
const left = [".git"];

/**
 * Makes a project folder for a sandbox: the checkout with stacks' files of its own. Pulumi writes a salt into them, which
 * in the checkout would no longer fit the real passphrase.
 */
export function layOutProject(root: string, folder: string): void {
  mkdirSync(path.join(folder, stackFolder), { recursive: true });
  for (const entry of readdirSync(root)) {
    const link = path.join(folder, entry);
    const inside = path.relative(path.join(root, entry), folder);
    if (copied.includes(entry) || left.includes(entry) || !inside.startsWith("..") || isThere(link)) continue;
    symlinkSync(path.join(root, entry), link);
  }
  copyFileSync(path.join(root, "Pulumi.yaml"), path.join(folder, "Pulumi.yaml"));
  for (const file of readdirSync(path.join(root, stackFolder)))
    copyStackFile(path.join(root, stackFolder, file), path.join(folder, stackFolder, file));
}

function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

// The checkout's file counts, also in a folder that was kept; only the salt that Pulumi added to the copy stays.
function copyStackFile(from: string, to: string): void {
  const salt = existsSync(to) ? saltOf(readFileSync(to, "utf8")) : undefined;
  const text = readFileSync(from, "utf8");
  writeFileSync(
    to,
    salt === undefined || saltOf(text) !== undefined ? text : `${text.trimEnd()}\nencryptionsalt: ${salt}\n`,
  );
}

function saltOf(text: string): string | undefined {
  const { contents } = parseDocument(text);
  const salt = isMap(contents) ? contents.get("encryptionsalt") : undefined;
  return typeof salt === "string" ? salt : undefined;
}
