import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { generated } from "./generated";

// Writes every generated file, or with --check says which are out of date.

const root = path.join(__dirname, "..");
const check = process.argv.includes("--check");

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

const stale = Object.entries(generated()).filter(([name, text]) => read(path.join(root, name)) !== text);
for (const [name, text] of stale) {
  if (!check) writeFileSync(path.join(root, name), text);
  console.log(`${check ? "out of date" : "written"}: ${name}`);
}
if (check && stale.length > 0) {
  console.error("Run `npm run generate` and commit what it writes.");
  process.exitCode = 1;
}
