import { z } from "zod";
import type { Path } from "./errors";
import { isPlainObject } from "./secret";

// Zod wraps a schema in defaults and optionals; what options it has is inside.
type Inner = { readonly innerType?: z.ZodType; readonly in?: z.ZodType };

function inside(schema: z.ZodType): z.ZodType | undefined {
  const { innerType, in: input } = schema.def as Inner;
  return innerType ?? input;
}

function unwrap(schema: z.ZodType): z.ZodType {
  const inner = inside(schema);
  return inner === undefined ? schema : unwrap(inner);
}

/** The schema of one key under a schema; undefined where a schema takes no such key. */
function child(schema: z.ZodType, key: string | number): z.ZodType | undefined {
  const plain = unwrap(schema);
  const def = plain.def as { readonly type: string; readonly valueType?: z.ZodType; readonly element?: z.ZodType };
  if (def.type === "object") {
    const { shape } = plain as z.ZodObject;
    return Object.hasOwn(shape, key) ? (shape[key] as z.ZodType) : undefined;
  }
  return def.type === "record" ? def.valueType : def.type === "array" ? def.element : undefined;
}

/** The schema at a path; undefined where a schema takes no such path. */
export function schemaAt(schema: z.ZodType, path: Path): z.ZodType | undefined {
  return path.reduce((current: z.ZodType | undefined, key) => current && child(current, key), schema);
}

/** The keys that a schema takes at a path; undefined where it takes any key or none. */
export function keysAt(schema: z.ZodType, path: Path): readonly string[] | undefined {
  const found = schemaAt(schema, path);
  if (found === undefined) return undefined;
  const plain = unwrap(found);
  if (plain instanceof z.ZodObject) return Object.keys(plain.shape);
  return plain instanceof z.ZodRecord && plain.keyType instanceof z.ZodEnum
    ? plain.keyType.options.map(String)
    : undefined;
}

/** True where a schema takes a secret. */
export function isSecretAt(schema: z.ZodType, path: Path): boolean {
  const isSecret = (it: z.ZodType | undefined): boolean =>
    it !== undefined && (z.globalRegistry.get(it)?.secret === true || isSecret(inside(it)));
  return isSecret(schemaAt(schema, path));
}

/**
 * Lays what a user wrote over a profile's defaults. Options merge key by key; a map of the user's own names (node pools,
 * schedules) and a list replace the profile's as a whole.
 */
export function layOver(schema: z.ZodType | undefined, under: unknown, over: unknown): unknown {
  if (over === undefined) return under;
  const options = schema !== undefined && unwrap(schema).def.type === "object";
  if (!options || !isPlainObject(under) || !isPlainObject(over)) return over;
  const keys = [...new Set([...Object.keys(under), ...Object.keys(over)])];
  return Object.fromEntries(keys.map((key) => [key, layOver(child(schema, key), own(under, key), own(over, key))]));
}

// A key such as `constructor` is one that every object answers to, written or not.
function own(map: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** The value at a path, or undefined. */
export function valueAt(root: unknown, path: Path): unknown {
  let current = root;
  for (const key of path) {
    if (Array.isArray(current)) current = current[Number(key)];
    else if (isPlainObject(current) && Object.hasOwn(current, key)) current = current[key];
    else return undefined;
  }
  return current;
}

/** A copy with another value at a path; maps on the way that are missing are made. */
export function replaced(root: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(root)) return root.map((inner, index) => (index === key ? replaced(inner, rest, value) : inner));
  const map = root ?? {};
  if (!isPlainObject(map) || typeof key === "number") return root;
  return { ...map, [key]: replaced(own(map, key), rest, value) };
}

/** A copy without the value at a path. Out of a list the whole list is taken, since its other entries would move. */
export function without(root: unknown, path: Path): unknown {
  const [key, ...rest] = path;
  if (key === undefined || Array.isArray(root)) return undefined;
  if (!isPlainObject(root) || !Object.hasOwn(root, key)) return root;
  const inner = without(root[key], rest);
  const others = Object.entries(root).filter(([name]) => name !== key);
  return Object.fromEntries(inner === undefined ? others : [...others, [String(key), inner]]);
}
