import { createHash } from "node:crypto";
import { physicalName } from "../../config/values/names";
import type { AksScope } from "./scope";

function digest(parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest("hex");
}

/** What tells this stack's resources from those of any other. */
function identityOf({ config, aks, names }: AksScope): readonly string[] {
  return [config.project, config.stack, aks.subscriptionId ?? "", aks.region, names.cluster];
}

/**
 * A GUID that is the same on each run, for role assignments and definitions. It has the form of a name-based UUID
 * (version 5, RFC 9562), made with SHA-256.
 */
export function guidOf(scope: AksScope, ...parts: string[]): string {
  const hex = digest([...identityOf(scope), ...parts]);
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

/**
 * A name that no one else in Azure has, for what is reached by its name: 3 to 24 characters, a hash of the stack at its
 * end.
 */
export function globalName(scope: AksScope, separator: "-" | "", ...parts: string[]): string {
  const hash = digest([...identityOf(scope), ...parts]).slice(0, 8);
  const readable = physicalName({ max: 24 - hash.length - separator.length, separator }, ...parts);
  return `${readable}${separator}${hash}`;
}
