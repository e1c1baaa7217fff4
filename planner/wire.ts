import { redacted } from "../components/config/secret";
import { nameOf } from "./resource";

// How Pulumi's protocol marks what is not plain JSON. Source: @pulumi/pulumi, runtime/rpc.
export const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const resourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** What the program sent, as a plan shows it: secrets closed, resources as references. */
export function shown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const marked = new Map(entries);
  switch (marked.get(signature)) {
    case secretSignature:
      return redacted;
    case outputSignature:
      return marked.get("secret") === true ? redacted : shown(marked.get("value"));
    case resourceSignature:
      return `\${${nameOf(String(marked.get("urn")))}}`;
    default:
      return Object.fromEntries(entries.map(([key, inner]) => [key, shown(inner)]));
  }
}

/** A value that stays a secret when the program reads it back. */
export function secretValue(value: unknown): unknown {
  return { [signature]: secretSignature, value };
}
