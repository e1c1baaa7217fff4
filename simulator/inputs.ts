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

/** Every key in a tree with what stands under it. */
export function allEntries(root: unknown): readonly (readonly [key: string, value: unknown])[] {
  if (typeof root !== "object" || root === null) return [];
  return Object.entries(root).flatMap(([key, value]) => [[key, value] as const, ...allEntries(value)]);
}

/** True when a path, written as `a.b[0].c`, is at another one or below. */
export function isAtPath(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}.`) || path.startsWith(`${other}[`);
}
