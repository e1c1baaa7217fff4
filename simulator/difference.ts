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

/**
 * What a cloud added to what it was given, at any depth of maps: in an update it is still there beside the new inputs.
 */
export function added(outputs: unknown, inputs: unknown): Tree {
  if (!isTree(outputs) || Array.isArray(outputs)) return {};
  const given = isTree(inputs) ? inputs : {};
  const own = Object.entries(outputs).flatMap(([key, value]) => {
    if (!(key in given)) return [[key, value] as const];
    const inside = added(value, given[key]);
    return Object.keys(inside).length > 0 ? [[key, inside] as const] : [];
  });
  return Object.fromEntries(own);
}

/** A map with what another one has besides, at any depth. */
export function completedBy(inputs: Readonly<Tree>, more: Readonly<Tree>): Tree {
  const inside = Object.entries(more).map(([key, value]) => {
    const sent = inputs[key];
    return [
      key,
      isTree(sent) && isTree(value) && !Array.isArray(sent)
        ? completedBy(sent as Tree, value as Tree)
        : (sent ?? value),
    ] as const;
  });
  return { ...inputs, ...Object.fromEntries(inside) };
}
