import { inspect } from "node:util";

/** What a plan, a log or an error shows in place of a secret. */
export const redacted = "[secret]";

/**
 * A secret from a stack's config. Offline its value is not known (the file has only the ciphertext) and reads as
 * `[secret]`. It never prints itself: text, JSON and inspection give `[secret]`.
 */
export class Secret {
  readonly #value: string;

  constructor(
    value: string,
    /** True when it stood in the config as plain text: refused by the checks. */
    readonly plain: boolean,
  ) {
    this.#value = value;
  }

  /** The plain text. Only ever handed to `pulumi.secret`. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return redacted;
  }

  toJSON(): string {
    return redacted;
  }

  [inspect.custom](): string {
    return redacted;
  }
}

/** True for what Pulumi writes for an encrypted value: a map whose only key is `secure`. */
export function isCiphertext(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return entries.length === 1 && entries[0]?.[0] === "secure" && typeof entries[0][1] === "string";
}

/**
 * Puts a {@link Secret} in place of every ciphertext in a value, at any depth, and every map's keys in one order: what is
 * made of a config must not depend on the order in which somebody wrote it.
 */
export function sealed(value: unknown): unknown {
  if (isCiphertext(value)) return new Secret(redacted, false);
  if (Array.isArray(value)) return value.map(sealed);
  if (!isPlainObject(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sealed(inner)]));
}

/** True for a map as YAML or JSON gives it. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

// Names that hold a secret whatever the value; names that hold a reference to one are left alone.
const secretName =
  /(password|passwd|passphrase|secret_?key|client_?secret|api_?key|access_?key|private_?key|auth_?token|bearer_?token|^token$|webhook_?url)$/i;

// Forms that are secrets whatever the name: AWS key ids, tokens of GitHub, GitLab and Slack, JSON web tokens, PEM keys.
const secretForm =
  /(\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36,}|\bglpat-[\w-]{20,}|\bxox[abprs]-[\w-]{10,}|hooks\.slack\.com\/services\/|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.|-----BEGIN [A-Z ]*PRIVATE KEY-----)/;

/** True when a plain string under this name must not stand in a file in plain text. */
export function looksSecret(name: string | number | undefined, value: unknown): boolean {
  if (typeof value !== "string" || value === "") return false;
  return secretForm.test(value) || (typeof name === "string" && secretName.test(name));
}
