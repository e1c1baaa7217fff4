import { statSync } from "node:fs";

/** True for a file that is there, and no folder. */
export function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}
