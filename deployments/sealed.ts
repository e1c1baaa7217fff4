// How Pulumi marks a secret, in events and in the state alike. Source: pulumi, sdk/go/common/resource/sig.
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/**
 * Inputs as events tell them, in the form that a state takes: events leave out what a secret is, so that it stays a
 * secret, and an empty one. The next update sets it to what the program has.
 */
export function sealed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sealed);
  if (typeof value !== "object" || value === null) return value;
  if ((value as Record<string, unknown>)[signature] === secretSignature)
    return { [signature]: secretSignature, plaintext: '""' };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sealed(inner)]));
}
