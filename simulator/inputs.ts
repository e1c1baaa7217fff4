/** The values at a dotted path; `*` stands for every entry of a list or a map. */
export function reach(root: unknown, dotted: string): readonly unknown[] {
  let found: readonly unknown[] = [root];
  for (const key of dotted.split(".")) {
    found = found.flatMap((value) => {
      if (typeof value !== "object" || value === null) return [];
      if (key === "*") return Object.values(value);
      return key in value ? [(value as Record<string, unknown>)[key]] : [];
    });
  }
  return found;
}

/** Every value in a tree that is no list and no map. */
export function allValues(root: unknown): readonly unknown[] {
  return typeof root === "object" && root !== null ? Object.values(root).flatMap(allValues) : [root];
}

/** True when a path, written as `a.b[0].c`, is at another one or below. */
export function isAtPath(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}.`) || path.startsWith(`${other}[`);
}
