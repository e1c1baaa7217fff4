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
  /(password|passwd|passphrase|secret_?key|secret_?access_?key|client_?secret|api_?key|access_?key|private_?key|auth_?token|access_?token|bearer_?token|^token$|webhook_?url)$/i;

// Forms that are secrets whatever the name, each with an end that no ordinary text has.
const secretForms: readonly RegExp[] = [
  /\b(AKIA|ASIA)[0-9A-Z]{16}\b/, // AWS access key ids
  /\bgh[pousr]_[A-Za-z0-9]{36,}|\bgithub_pat_\w{22,}/, // GitHub
  /\bgl(pat|dt|rt|cbt|ptt|agent)-[\w-]{20,}/, // GitLab
  /\bxox[abeprs]-[\w-]{10,}|\bxapp-\d-[\w-]{10,}|hooks\.slack\.com\/services\//, // Slack
  /\bAIza[\w-]{35}|\bya29\.[\w-]{20,}|\bGOCSPX-[\w-]{20,}/, // Google
  /\bAccountKey=[A-Za-z0-9+/]{20,}/, // Azure storage
  /\bsk_(live|test)_\w{16,}|\bnpm_[A-Za-z0-9]{36}|\bhvs\.[\w-]{20,}|\bpul-[0-9a-f]{40}|\bdckr_pat_[\w-]{20,}/, // Stripe, npm, Vault, Pulumi, Docker
  /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\./, // JSON web tokens
  /-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----|\bAGE-SECRET-KEY-1/, // PEM, PGP and age keys
  /LS0tLS1CRUdJTi[\w+/]{0,20}(UFJJVkFURSBLRV|BSSVZBVEUgS0VZ|QUklWQVRFIEtFW)/, // PEM keys in base64, as a kubeconfig has them
  /\w:\/\/[^/\s:@]+:[^/\s:@$][^/\s@]*@/, // a password in an address
];

// Text that says where a secret is: Argo CD's `$name:key`, an environment variable.
const reference = /^\$/;

/** True when a plain value under this name must not stand in a file in plain text. */
export function looksSecret(name: string | number | undefined, value: unknown): boolean {
  const named = typeof name === "string" && secretName.test(name);
  if (typeof value === "number") return named;
  if (typeof value !== "string" || value === "") return false;
  return secretForms.some((form) => form.test(value)) || (named && !reference.test(value));
}
