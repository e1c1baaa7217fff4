import { reach } from "../inputs";
import type { ModelContext, Properties, TypeModel } from "../model";

/** Models by type token. */
export type Models = Readonly<Record<string, TypeModel>>;

/** The text at a dotted path; empty when there is none. */
export function text(inputs: Properties, path: string): string {
  const [value] = reach(inputs, path);
  return typeof value === "string" ? value : "";
}

/** A number with leading zeros, in hexadecimal digits. */
export function hex(serial: number, length: number): string {
  return serial.toString(16).padStart(length, "0");
}

/** A GUID made of a number. `kind` tells apart several of one resource. */
export function guid(serial: number, kind = 0): string {
  return `${hex(kind, 8)}-0000-4000-8000-${hex(serial, 12)}`;
}

/** The name in an input, or else one as Pulumi makes it: the logical name and seven digits. */
export function named(key = "name") {
  return (inputs: Properties, { name, serial }: ModelContext): string =>
    text(inputs, key) || `${name}-${hex(serial, 7)}`;
}

/** A certificate in base64, as clusters give theirs. It holds nothing. */
export const certificate = Buffer.from("-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n").toString(
  "base64",
);

/** One sentence for each rule that a value breaks. */
export function refusals(rules: readonly (readonly [boolean, string])[]): readonly string[] {
  return rules.filter(([broken]) => broken).map(([, sentence]) => sentence);
}

/** A sentence when a value is none of those allowed; an absent value is allowed. */
export function notOneOf(inputs: Properties, path: string, allowed: readonly string[]): readonly string[] {
  return reach(inputs, path)
    .filter((value) => typeof value === "string" && !allowed.includes(value))
    .map((value) => `the value '${value}' of ${path} is none of ${allowed.join(", ")}`);
}
