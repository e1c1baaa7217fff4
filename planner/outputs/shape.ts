import { specialSigKey } from "@pulumi/pulumi/runtime/rpc";

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

/** True for an output that the program does not look inside. */
export function isText(shape: OutputShape): boolean {
  return shape === "text" || shape === "secret";
}

/** What was sent, with what a provider adds to it: on a map of options, the keys that were not sent. */
export function completed(sent: unknown, made: unknown): unknown {
  if (!isMap(sent) || !isMap(made)) return sent;
  const keys = Object.keys(made).map(
    (key) => [key, key in sent ? completed(sent[key], made[key]) : made[key]] as const,
  );
  return { ...sent, ...Object.fromEntries(keys) };
}

// A secret or a resource is marked as such on its way and is no map of options.
function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(specialSigKey in value);
}
