import { distance } from "fastest-levenshtein";
import type { z } from "zod";
import type { Path, Problem } from "./errors";
import { keysAt, valueAt } from "./schemaWalk";
import { isCiphertext, isPlainObject, looksSecret, redacted, Secret } from "./secret";

const longest = 60;

/** What stands at a path, short and with no secret in it. */
export function showFound(path: Path, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (value === null) return "nothing";
  if (value instanceof Secret || isCiphertext(value) || looksSecret(path.at(-1), value)) return redacted;
  if (Array.isArray(value)) return "a list";
  if (isPlainObject(value)) return "a map";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** A problem with what stands at a path in `root`. */
export function problemAt(root: unknown, path: Path, allowed: string): Problem {
  const found = showFound(path, valueAt(root, path));
  return { path, allowed, ...(found === undefined ? {} : { found }) };
}

/** The known name nearest to a misspelt one, if one is near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const limit = Math.max(2, Math.floor(name.length / 3));
  const ranked = known
    .map((candidate) => ({ candidate, away: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ away }) => away <= limit)
    .sort((a, b) => a.away - b.away || (a.candidate < b.candidate ? -1 : 1));
  return ranked[0]?.candidate;
}

/** A list as a person says it: `a, b or c`. */
export function oneOf(names: readonly string[]): string {
  if (names.length === 0) return "nothing";
  if (names.length === 1) return String(names[0]);
  return `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

const expected: Readonly<Record<string, string>> = {
  string: "text",
  int: "a whole number",
  number: "a number",
  boolean: "true or false",
  object: "a map of options",
  record: "a map of names",
  array: "a list",
};

function bound(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  const [word, limit] = issue.code === "too_small" ? ["at least", issue.minimum] : ["at most", issue.maximum];
  const unit: Readonly<Record<string, string>> = { string: " characters", array: " entries", object: " keys" };
  return `${word} ${limit}${unit[issue.origin] ?? ""}`;
}

function wrongType(issue: z.core.$ZodIssueInvalidType, found: unknown): string {
  const word = expected[issue.expected] ?? issue.expected;
  return issue.expected === "string" && typeof found === "number" ? `text, in quotes: "${found}"` : word;
}

/** Knows which keys other clouds take at a path, so that an option of theirs is called that and not a misspelling. */
export type OtherClouds = (path: Path, key: string) => readonly string[];

function unknownKey(schema: z.ZodType, path: Path, key: string, otherClouds: OtherClouds): Problem {
  const known = keysAt(schema, path) ?? [];
  const elsewhere = otherClouds(path, key);
  const near = elsewhere.length > 0 ? undefined : nearest(key, known);
  const here = `one of ${oneOf(known)}`;
  return {
    path: [...path, key],
    found: "an unknown key",
    allowed: elsewhere.length > 0 ? `here ${here} (${key} is an option of ${oneOf(elsewhere)} only)` : here,
    ...(near === undefined ? {} : { nearest: near }),
  };
}

/**
 * A schema's issue as problems in the words of this project.
 * @param root the value that was parsed
 */
export function problemsOf(
  issue: z.core.$ZodIssue,
  schema: z.ZodType,
  root: unknown,
  otherClouds: OtherClouds,
): Problem[] {
  const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
  const at = (allowed: string): Problem[] => [problemAt(root, path, allowed)];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(schema, path, key, otherClouds));
    case "invalid_type":
      return at(wrongType(issue, valueAt(root, path)));
    case "invalid_value":
      return unknownValue(at(oneOf(issue.values.map(String))), valueAt(root, path), issue.values.map(String));
    case "too_small":
    case "too_big":
      return at(bound(issue));
    case "invalid_key":
      return [
        {
          path,
          found: JSON.stringify(path.at(-1)),
          allowed: `as a name, ${issue.issues[0]?.message ?? "another one"}`,
        },
      ];
    default:
      return at(issue.message);
  }
}

function unknownValue(problems: Problem[], found: unknown, known: readonly string[]): Problem[] {
  const near = typeof found === "string" ? nearest(found, known) : undefined;
  return near === undefined ? problems : problems.map((problem) => ({ ...problem, nearest: near }));
}
