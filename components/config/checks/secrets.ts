import type { Path, Problem } from "../errors";
import type { Config, RawConfig } from "../parse";
import { isPlainObject, looksSecret, Secret } from "../secret";

/** What is said to be found in place of a secret that is not encrypted. */
export const plainText = "a secret in plain text";

const allowed = "an encrypted value (secure: …), set with `pulumi config set --secret --path`";

function isPlainSecret(path: Path, value: unknown): boolean {
  return (value instanceof Secret && value.plain) || looksSecret(path.at(-1), value);
}

function* leaves(value: unknown, path: Path): Generator<{ readonly path: Path; readonly value: unknown }> {
  if (Array.isArray(value)) for (const [index, inner] of value.entries()) yield* leaves(inner, [...path, index]);
  else if (isPlainObject(value)) for (const [key, inner] of Object.entries(value)) yield* leaves(inner, [...path, key]);
  else yield { path, value };
}

/** Refuses a secret in plain text: in an option that takes one, and anywhere else by its name or its form. */
export function plainSecrets(config: Config, raw: RawConfig): Problem[] {
  const { cluster, addons, gitops, tags, mirror, policies } = config;
  const found = [...leaves({ cluster, addons, gitops, tags, mirror, policies }, [])];
  return found
    .filter(({ path, value }) => isPlainSecret(path, value) && !raw.secretKeys?.has(String(path[0])))
    .map(({ path }) => ({ path, found: plainText, allowed }));
}
