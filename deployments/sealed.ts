// Pulumi marks a secret in events and in the state as its protocol does. Source: pulumi, sdk/go/common/resource/sig.
import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";

/**
 * Inputs as events tell them, in the form that a state takes: events leave out what a secret is, so that it stays a
 * secret, and an empty one. The next update sets it to what the program has.
 */
export function sealed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sealed);
  if (typeof value !== "object" || value === null) return value;
  if ((value as Record<string, unknown>)[specialSigKey] === specialSecretSig)
    return { [specialSigKey]: specialSecretSig, plaintext: '""' };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sealed(inner)]));
}
