/** Inputs of a resource, as the state has them. */
export type Inputs = Readonly<Record<string, unknown>>;

/** Ids by type: a text with `{input}` in it, where an input may be a path such as `metadata.name`. */
export type Ids = Readonly<Record<string, string>>;

function valueAt(inputs: Inputs, path: string): string | undefined {
  const value = path
    .split(".")
    .reduce<unknown>(
      (at, key) => (at !== null && typeof at === "object" ? (at as Record<string, unknown>)[key] : undefined),
      inputs,
    );
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Puts inputs into a template; undefined where one of them is missing. `[…]` goes where something in it is missing. */
export function filled(template: string, inputs: Inputs): string | undefined {
  const optional = template.replace(/\[([^\]]*)\]/g, (_whole, part: string) => filled(part, inputs) ?? "");
  const names = [...optional.matchAll(/\{([\w.]+)\}/g)].map(([, name = ""]) => name);
  if (names.some((name) => valueAt(inputs, name) === undefined)) return undefined;
  return optional.replace(/\{([\w.]+)\}/g, (_whole, name: string) => valueAt(inputs, name) ?? "");
}
