import { createHash } from "node:crypto";

/** What a cloud takes as a name: its greatest length, the characters it takes besides a–z and 0–9. */
export interface NameRule {
  readonly max: number;
  /** `-` for most clouds' names; empty for a storage account or an AKS node pool. */
  readonly separator: "-" | "";
}

/**
 * A physical name from parts: lower case, deterministic, within the cloud's length. One that is too long keeps its
 * start and ends in six characters of a hash of the whole, so that two long names stay apart.
 */
export function physicalName(rule: NameRule, ...parts: string[]): string {
  const clean = parts
    .map((part) => part.toLowerCase().replace(/[^a-z0-9]+/g, rule.separator))
    .join(rule.separator)
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, "");
  if (clean.length <= rule.max) return clean;
  const hash = createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 6);
  const room = rule.max - hash.length - rule.separator.length;
  return `${clean.slice(0, room).replace(/-+$/, "")}${rule.separator}${hash}`;
}
