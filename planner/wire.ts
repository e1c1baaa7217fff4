import { specialOutputValueSig, specialResourceSig, specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";
import { redacted } from "../components/config/secret";
import { nameOf } from "./resource";

/** What the program sent, as a plan shows it: secrets closed, resources as references. */
export function shown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const marked = new Map(entries);
  switch (marked.get(specialSigKey)) {
    case specialSecretSig:
      return redacted;
    case specialOutputValueSig:
      return marked.get("secret") === true ? redacted : shown(marked.get("value"));
    case specialResourceSig:
      return `\${${nameOf(String(marked.get("urn")))}}`;
    default:
      return Object.fromEntries(entries.map(([key, inner]) => [key, shown(inner)]));
  }
}

/** A value that stays a secret when the program reads it back. */
export function secretValue(value: unknown): unknown {
  return { [specialSigKey]: specialSecretSig, value };
}
