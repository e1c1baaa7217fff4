import { z } from "zod";

// What is read of zod's schemas: the parts that a person needs to know of an option.

/** A schema without what is wrapped around it, and what the wrapping says. */
export interface Unwrapped {
  readonly schema: z.ZodType;
  readonly description: string | undefined;
  /** What holds when nothing is written; undefined where there is none. */
  readonly default: unknown;
  /** True where something has to be written. */
  readonly required: boolean;
  readonly secret: boolean;
}

type Wrapper = { readonly type: string; readonly innerType?: z.ZodType; readonly in?: z.ZodType };

/** Takes defaults, optionals and transforms off a schema. */
export function unwrap(schema: z.ZodType): Unwrapped {
  const { description, secret } = z.globalRegistry.get(schema) ?? {};
  const { type, innerType, in: input } = schema.def as Wrapper;
  const next = innerType ?? input;
  const own = { description, secret: secret === true };
  if (next === undefined) return { schema, ...own, default: undefined, required: true };
  const inner = unwrap(next);
  return {
    schema: inner.schema,
    description: own.description ?? inner.description,
    secret: own.secret || inner.secret,
    // A prefault is what the inner schema makes of an empty map: its own defaults.
    default: type === "default" ? (schema as z.ZodDefault).def.defaultValue : inner.default,
    required: innerType === undefined ? inner.required : false,
  };
}

/** The options of a map of options; undefined for anything else. */
export function shapeOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> | undefined {
  return schema.def.type === "object" ? ((schema as z.ZodObject).shape as Record<string, z.ZodType>) : undefined;
}

/** The key and value schemas of a map of names; undefined for anything else. */
export function recordOf(schema: z.ZodType): { readonly key: z.ZodType; readonly value: z.ZodType } | undefined {
  if (schema.def.type !== "record") return undefined;
  const { keyType, valueType } = (schema as z.ZodRecord<z.ZodString, z.ZodType>).def;
  return { key: keyType, value: valueType };
}

/** The schema of a list's entries; undefined for anything else. */
export function elementOf(schema: z.ZodType): z.ZodType | undefined {
  return schema.def.type === "array" ? (schema as z.ZodArray<z.ZodType>).def.element : undefined;
}
