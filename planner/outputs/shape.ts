/** What a computed output looks like: text, secret text, or a structure of them. */
export type OutputShape = "text" | "secret" | { readonly [key: string]: OutputShape } | readonly OutputShape[];

/** By type token, then by output: the outputs that are not plain text. */
export type OutputShapes = Readonly<Record<string, Readonly<Record<string, OutputShape>>>>;

/** A computed output by its shape: text becomes a reference to where it comes from. */
export function computed(shape: OutputShape, reference: string, secret: (value: unknown) => unknown): unknown {
  if (shape === "text") return `\${${reference}}`;
  if (shape === "secret") return secret(`\${${reference}}`);
  if (isList(shape)) return shape.map((inner, index) => computed(inner, `${reference}[${index}]`, secret));
  return Object.fromEntries(
    Object.entries(shape).map(([key, inner]) => [key, computed(inner, `${reference}.${key}`, secret)]),
  );
}

function isList(shape: OutputShape): shape is readonly OutputShape[] {
  return Array.isArray(shape);
}
