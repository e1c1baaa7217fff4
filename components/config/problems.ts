import type { z } from "zod";
import type { Path, Problem } from "./errors";
import { shown } from "./found";
import { nearest, oneOf } from "./nearest";
import { isSecretAt, keysAt, schemaAt, valueAt } from "./schemaWalk";
import { isPlainObject, redacted } from "./secret";

export { nearest, oneOf };

/** A problem with what stands at a path in `root`. */
export function problemAt(root: unknown, path: Path, allowed: string): Problem {
  const found = shown(path.at(-1), valueAt(root, path));
  return { path, allowed, ...(found === undefined ? {} : { found }) };
}

/** The nearest of the known names, as a problem has it. */
export function nearestTo(name: unknown, known: readonly string[]): { readonly nearest?: string } {
  const near = typeof name === "string" ? nearest(name, known) : undefined;
  return near === undefined ? {} : { nearest: near };
}

const expected: Readonly<Record<string, string>> = {
  string: "text",
  int: "a whole number",
  number: "a number",
  boolean: "true or false",
  array: "a list",
};

function entries(count: number): string {
  return count === 0 ? "an empty list" : `${count} ${count === 1 ? "entry" : "entries"}`;
}

function bound(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  const [word, limit] = issue.code === "too_small" ? ["at least", issue.minimum] : ["at most", issue.maximum];
  if (issue.origin === "string" && issue.code === "too_small" && Number(limit) === 1) return "some text";
  const units: Readonly<Record<string, readonly [string, string]>> = {
    string: [" character", " characters"],
    array: [" entry", " entries"],
    object: [" key", " keys"],
  };
  const unit = units[issue.origin]?.[Number(limit) === 1 ? 0 : 1] ?? "";
  return `${word} ${limit}${unit}`;
}

/**
 * What YAML read as something else than was meant: 1.35 without quotes is a number, and so is 1.30, which reads as 1.3;
 * "3" in quotes is text.
 * @param text the value as it is written, where that is known
 * @returns what was meant, where the schema takes that
 */
export function meantBy(schema: z.ZodType | undefined, found: unknown, text?: string): unknown {
  const candidates =
    typeof found === "number"
      ? [text ?? String(found), found.toFixed(2)]
      : typeof found === "string" && found.trim() !== ""
        ? [Number(found), found === "true" ? true : found === "false" ? false : undefined]
        : typeof found === "boolean"
          ? [String(found)]
          : [];
  return candidates.find((candidate) => candidate !== undefined && schema?.safeParse(candidate).success === true);
}

function ownWords(schema: z.ZodType | undefined): string | undefined {
  // What the field itself says of text that it does not take.
  const result = schema?.safeParse("\0");
  const [issue] = result?.success === false ? result.error.issues : [];
  return issue?.code === "custom" || issue?.code === "invalid_format" ? issue.message : undefined;
}

function wrongType(
  issue: z.core.$ZodIssueInvalidType,
  schema: z.ZodType | undefined,
  found: unknown,
  text: string | undefined,
): string {
  const meant = meantBy(schema, found, text);
  if (typeof meant === "string") return `text, in quotes: ${JSON.stringify(meant)}`;
  if (meant !== undefined) return `${meant} without quotes`;
  if (issue.expected === "array") {
    const each = ownWords(schema && schemaAt(schema, [0]));
    return each === undefined ? "a list" : `a list, each entry ${each}`;
  }
  if (issue.expected === "object") return wrongMap(schema);
  if (issue.expected === "record")
    return schema && keysAt(schema, ["name"]) ? "a map of options by name" : "a map of values by name";
  if (issue.expected === "number" && isWhole(schema)) return "a whole number";
  const words = issue.expected === "string" ? (ownWords(schema) ?? described(schema)) : undefined;
  return words ?? expected[issue.expected] ?? issue.expected;
}

function isWhole(schema: z.ZodType | undefined): boolean {
  return schema?.safeParse(0.5).error?.issues.some((issue) => issue.code === "invalid_type") === true;
}

function described(schema: z.ZodType | undefined): string | undefined {
  const [first = "", ...rest] = schema?.description?.replace(/\.$/, "") ?? "";
  return first === "" ? undefined : `text: ${first.toLowerCase()}${rest.join("")}`;
}

// Says what must be in a map that cannot be left empty.
function wrongMap(schema: z.ZodType | undefined): string {
  const required =
    (schema && keysAt(schema, [])?.filter((key) => !schemaAt(schema, [key])?.safeParse(undefined).success)) ?? [];
  const all = [required.slice(0, -1).join(", "), ...required.slice(-1)].filter((it) => it !== "");
  return all.length === 0 ? "a map of options" : `a map of options with ${all.join(" and ")}`;
}

/** Knows which keys other clouds take at a path, so that an option of theirs is called that and not a misspelling. */
export type OtherClouds = (path: Path, key: string) => readonly string[];

/** What was read, and what is known of it besides the schema. */
export interface Reading {
  /** What the user wrote. */
  readonly root: unknown;
  readonly otherClouds: OtherClouds;
  /** A value as it is written in the file. */
  readonly text: (path: Path) => string | undefined;
}

function unknownKey(schema: z.ZodType, path: Path, key: string, { root, otherClouds }: Reading): Problem {
  const known = keysAt(schema, path) ?? [];
  const elsewhere = otherClouds(path, key);
  const allowed = known.length > 2 ? `one of ${oneOf(known)}` : `only ${oneOf(known)}`;
  const at = { path: [...path, key], allowed: elsewhere.length > 0 ? `here ${allowed}` : allowed };
  if (elsewhere.length > 0) return { ...at, found: `an option of ${oneOf(elsewhere)} only` };
  const free = known.filter((name) => valueAt(root, [...path, name]) === undefined);
  return { ...at, found: "an unknown key", ...nearestTo(key, free) };
}

// Text that YAML would read as something else needs quotes.
function quoted(value: unknown): string {
  return typeof value === "string" && /^(\d[\d.]*|true|false|null|)$/.test(value)
    ? JSON.stringify(value)
    : String(value);
}

function unknownValue(problem: Problem, values: readonly unknown[], found: unknown): Problem {
  // A map is no way to write a value, and not every map can be made text of.
  const plain = typeof found === "object" ? undefined : String(found);
  const same = values.find((value) => typeof value !== typeof found && String(value) === plain);
  if (same !== undefined) return { ...problem, nearest: quoted(same) };
  return {
    ...problem,
    ...nearestTo(
      found,
      values.filter((value) => typeof value === "string"),
    ),
  };
}

function wrongName(path: Path, issue: z.core.$ZodIssueInvalidKey, schema: z.ZodType): Problem {
  const name = path.at(-1);
  const known = keysAt(schema, path.slice(0, -1));
  const found = shown(undefined, name) ?? "";
  if (known !== undefined)
    return { path, found: "an unknown key", allowed: `one of ${oneOf(known)}`, ...nearestTo(name, known) };
  return { path, found, allowed: `as a name, ${issue.issues[0]?.message ?? "another one"}` };
}

// Where a shorter form is what somebody expects to work.
function ownForm([key, ...rest]: Path): string | undefined {
  if (key !== "addons" || rest.length > 1) return undefined;
  return rest.length === 0
    ? "a map of add-ons, such as argocd: {}"
    : "a map of options, {} for the defaults, false to keep it off";
}

/** A schema's issue as problems in the words of this project. */
export function problemsOf(issue: z.core.$ZodIssue, schema: z.ZodType, reading: Reading): Problem[] {
  const { root } = reading;
  const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
  const found = valueAt(root, path);
  const text = reading.text(path);
  const at = (allowed: string): Problem => {
    const problem = problemAt(root, path, allowed);
    const hide = isSecretAt(schema, path) && problem.found !== undefined && found !== null && !isPlainObject(found);
    if (hide) return { ...problem, found: redacted };
    return typeof found === "number" && problem.found === String(found)
      ? { ...problem, found: text ?? problem.found }
      : problem;
  };
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(schema, path, key, reading));
    case "invalid_type":
      return [at(ownForm(path) ?? wrongType(issue, schemaAt(schema, path), found, text))];
    case "invalid_value":
      return [unknownValue(at(oneOf(issue.values.map(quoted))), issue.values, found)];
    case "too_small":
    case "too_big":
      return [Array.isArray(found) ? { ...at(bound(issue)), found: entries(found.length) } : at(bound(issue))];
    case "invalid_key":
      return [wrongName(path, issue, schema)];
    default:
      return [at(issue.message)];
  }
}
