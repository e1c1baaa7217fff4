import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import type { Tried } from "./life";

/** Where the results of the last whole run are kept. */
export const resultsFile = path.join(__dirname, "tried.json");

export function readResults(): readonly Tried[] {
  return existsSync(resultsFile) ? (JSON.parse(readFileSync(resultsFile, "utf8")) as readonly Tried[]) : [];
}

const operations = ["create", "update", "delete"];
const moments = ["before", "part", "after"];

function rank({ stack, operation, moment }: Tried): string {
  return `${stack} ${operations.indexOf(operation)} ${moments.indexOf(moment)}`;
}

/** Keeps a result in place of an earlier one of the same trial. */
export function keepResult(tried: Tried): void {
  const others = readResults().filter((other) => rank(other) !== rank(tried));
  const all = [...others, tried].toSorted((a, b) => rank(a).localeCompare(rank(b)));
  writeFileSync(resultsFile, `${JSON.stringify(all, null, 2)}\n`);
}
