import { specialOutputValueSig, specialResourceSig, specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** Stands for a value that a preview cannot know. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

type Json = Record<string, unknown>;

/** A message's properties as the protocol has them: secrets marked. */
export function properties(message: Struct | undefined): Json {
  return (message?.toJavaScript() ?? {}) as Json;
}

/** The message that holds properties. */
export function message(values: Readonly<Json>): Struct {
  return Struct.fromJavaScript(values as Parameters<typeof Struct.fromJavaScript>[0]);
}

/** Properties with the marks of secrets and outputs taken off, as a cloud gets them. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const marked = value as Json;
  switch (marked[specialSigKey]) {
    case specialSecretSig:
      return plain(marked.value);
    case specialOutputValueSig:
      return "value" in marked ? plain(marked.value) : unknown;
    case specialResourceSig:
      return marked.id ?? marked.urn;
    default:
      return Object.fromEntries(Object.entries(marked).map(([key, inner]) => [key, plain(inner)]));
  }
}

/** True when any part of a value is not known yet. */
export function hasUnknown(value: unknown): boolean {
  if (value === unknown) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(hasUnknown);
}

/**
 * Lays the marks of secrets in what was sent over what a cloud gives back: an output that repeats a secret input is a
 * secret.
 */
export function resealed(sent: Readonly<Json>, outputs: Readonly<Json>): Json {
  return Object.fromEntries(
    Object.entries(outputs).map(([key, value]) => [key, key in sent ? sealedAs(sent[key], value) : value]),
  );
}

function sealedAs(sent: unknown, value: unknown): unknown {
  if (typeof sent !== "object" || sent === null) return value;
  if ((sent as Json)[specialSigKey] === specialSecretSig) return { [specialSigKey]: specialSecretSig, value };
  if (typeof value !== "object" || value === null || Array.isArray(sent) !== Array.isArray(value)) return value;
  if (Array.isArray(value)) return value.map((inner, index) => sealedAs((sent as unknown[])[index], inner));
  return resealed(sent as Json, value as Json);
}
