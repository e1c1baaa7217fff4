/** One place where two trees differ. */
export interface Difference {
  /** Dotted, with indexes in brackets, as Pulumi writes property paths. */
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
}

type Tree = Record<string, unknown>;

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null;
}

function join(path: string, key: string, inList: boolean): string {
  if (inList) return `${path}[${key}]`;
  const part = /^[A-Za-z_][\w-]*$/.test(key) ? key : `["${key.replaceAll('"', '\\"')}"]`;
  return path === "" || part.startsWith("[") ? `${path}${part}` : `${path}.${part}`;
}

/** Where two trees differ, leaf by leaf. */
export function differences(before: unknown, after: unknown, path = ""): readonly Difference[] {
  if (Object.is(before, after)) return [];
  if (before === undefined) return [{ path, kind: "add" }];
  if (after === undefined) return [{ path, kind: "delete" }];
  if (!isTree(before) || !isTree(after) || Array.isArray(before) !== Array.isArray(after))
    return [{ path, kind: "update" }];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => !key.startsWith("__"));
  return keys.flatMap((key) => differences(before[key], after[key], join(path, key, Array.isArray(before))));
}
