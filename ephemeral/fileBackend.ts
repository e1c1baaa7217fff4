import { readdirSync, statSync, unlinkSync } from "node:fs";
import { homedir } from "node:os";
import * as path from "node:path";

/** The folder in which a backend of files keeps everything; undefined for any other backend. */
export function stateFolder(url: string): string | undefined {
  if (!url.startsWith("file://")) return undefined;
  const [address = ""] = url.slice("file://".length).split("?");
  return path.join(decodeURIComponent(address).replace(/^~(?=\/|$)/, homedir()), ".pulumi");
}

/** Deletes a file; false where somebody else has done it. */
export function removed(file: string): boolean {
  try {
    unlinkSync(file);
    return true;
  } catch {
    return false;
  }
}

/** Names in a folder; none where there is no such folder. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

// Between making and filling one there are microseconds.
const abandonedMilliseconds = 2000;

function isAbandoned(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  return found !== undefined && found.size === 0 && Date.now() - found.mtimeMs > abandonedMilliseconds;
}

/**
 * Deletes the empty `.attrs` files that a killed CLI left beside states: with one of them, no CLI reads the stack, nor the
 * list of all stacks, and says no more than `EOF`. Without them it takes the usual attributes. Source: gocloud.dev,
 * blob/fileblob/attrs.go.
 * @returns how many
 */
export function mendAttributes(url: string, project: string): number {
  const folder = stateFolder(url);
  if (folder === undefined) return 0;
  const stacks = path.join(folder, "stacks", project);
  const empty = namesIn(stacks)
    .filter((name) => name.endsWith(".attrs"))
    .map((name) => path.join(stacks, name))
    .filter(isAbandoned);
  return empty.filter(removed).length;
}
