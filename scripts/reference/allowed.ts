import { stringify } from "yaml";
import type { z } from "zod";
import { oneOf } from "../../components/config/problems";
import { code } from "./markdown";
import { elementOf, recordOf, shapeOf, unwrap } from "./schema";

/** A list of names that is longer stands in a section of its own. */
export const longestList = 16;

type CheckDef = {
  readonly check?: string;
  readonly value?: number | bigint | Date;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly error?: z.core.$ZodErrorMap;
};

/** The values that an option takes, as a stack's file would have them, if it takes no others. */
export function namesOf(schema: z.ZodType): readonly string[] | undefined {
  const { type } = schema.def;
  if (type === "enum") return Object.values((schema as z.ZodEnum).def.entries).map(shown);
  if (type === "literal") return (schema as z.ZodLiteral).def.values.map(shown);
  return undefined;
}

/** A value as a stack's file would have it, on one line. */
export function shown(value: unknown): string {
  if (value === undefined) return "unset";
  return code(stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trim());
}

function checksOf(schema: z.ZodType): readonly CheckDef[] {
  return (schema.def.checks ?? []).map((check) => check._zod.def as CheckDef);
}

// The sentence that an error would end with after "allowed:".
function sentenceOf(schema: z.ZodType): string | undefined {
  const errors = [schema.def.error as CheckDef["error"], ...checksOf(schema).map(({ error }) => error)];
  const said = errors.map((error) => error?.({ code: "custom", input: undefined, path: [] }));
  const texts = said.map((it) => (typeof it === "string" ? it : it?.message));
  return texts.find((text) => text !== undefined);
}

function numberOf(schema: z.ZodType): string {
  const { minValue, maxValue, isInt } = schema as z.ZodNumber;
  const word = isInt ? "whole number" : "number";
  const [from, to] = [bound(minValue), bound(maxValue)];
  if (from !== undefined && to !== undefined) return `${word}, ${from} to ${to}`;
  if (from !== undefined) return `${word}, ${from} or more`;
  return to === undefined ? word : `${word}, at most ${to}`;
}

function bound(value: number | null): number | undefined {
  return value === null || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : value;
}

function listOf(schema: z.ZodType, element: z.ZodType): string {
  const least = checksOf(schema).find(({ check }) => check === "min_length")?.minimum;
  const most = checksOf(schema).find(({ check }) => check === "max_length")?.maximum;
  const sizes = [
    least === undefined || least === 0 ? "" : `at least ${least}`,
    most === undefined ? "" : `at most ${most}`,
  ];
  const size = sizes.filter((it) => it !== "").join(", ");
  return `list${size === "" ? "" : ` (${size})`} of: ${allowed(element)}`;
}

function unionOf(schema: z.ZodType): string {
  const { options } = (schema as z.ZodUnion<readonly z.ZodType[]>).def;
  return oneOf(options.map((option) => allowed(option)));
}

function fromRecord({ key, value }: { readonly key: z.ZodType; readonly value: z.ZodType }): string {
  const plain = unwrap(key).schema;
  const names = namesOf(plain);
  const keys = names ? ` (${names.join(", ")})` : (sentenceOf(plain) ?? "") === "" ? "" : ` (${sentenceOf(plain)})`;
  return `map of names${keys} to: ${allowed(value)}`;
}

/** What an option takes, as Markdown. */
export function allowed(wrapped: z.ZodType): string {
  const { schema, secret } = unwrap(wrapped);
  if (secret) return "secret";
  const names = namesOf(schema);
  if (names !== undefined) return names.length > longestList ? `one of ${names.length}, listed below` : oneOf(names);
  const said = sentenceOf(schema);
  if (said !== undefined) return said;
  const [element, record] = [elementOf(schema), recordOf(schema)];
  if (element !== undefined) return listOf(schema, element);
  if (record !== undefined) return fromRecord(record);
  if (shapeOf(schema) !== undefined) return "options";
  switch (schema.def.type) {
    case "number":
      return numberOf(schema);
    case "boolean":
      return "`true` or `false`";
    case "union":
      return unionOf(schema);
    case "string":
      return "text";
    default:
      return "anything";
  }
}
