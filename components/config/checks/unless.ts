import type { Path, Problem } from "../errors";

/** One problem when a rule is broken, none when it holds. The path is inside `cluster`. */
export function unless(holds: boolean, path: Path, found: string, allowed: string): Problem[] {
  return holds ? [] : [{ path: ["cluster", ...path], found, allowed }];
}
