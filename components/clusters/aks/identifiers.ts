import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../config/values/names";
import type { AksScope } from "./scope";

/**
 * Works something out of a hash of parts that tells this stack from any other, also from one of the same name in
 * somebody else's subscription. The subscription is taken from where it is made, so that writing it into the config
 * later renames nothing.
 * @param word what it is, for a plan: where a part is a reference, so is what is worked out of it
 */
function fromDigest(
  { config, aks, names, subscriptionId }: AksScope,
  parts: readonly pulumi.Input<string>[],
  word: string,
  work: (hex: string) => string,
): pulumi.Output<string> {
  return pulumi.all([subscriptionId, ...parts]).apply(([subscription = "", ...known]) => {
    const reference = [...known, subscription]
      .map((value) => /\$\{([^}]+)\}/.exec(value)?.[1])
      .find((it) => it !== undefined);
    if (reference !== undefined) return `\${${word}(${reference})}`;
    const text = [config.project, config.stack, subscription, aks.region, names.cluster, ...known].join("\0");
    return work(createHash("sha256").update(text).digest("hex"));
  });
}

/**
 * A GUID that is the same on each run, for role assignments and definitions. It has the form of a name-based UUID
 * (version 5, RFC 9562), made with SHA-256.
 */
export function guidOf(scope: AksScope, ...parts: pulumi.Input<string>[]): pulumi.Output<string> {
  return fromDigest(scope, parts, "guid", (hex) => {
    const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `5${hex.slice(13, 16)}`,
      `${variant}${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ].join("-");
  });
}

const hashLength = 8;

/**
 * A name that no one else in Azure has, for what is reached by its name: 3 to 24 characters, a hash of the stack at its
 * end.
 */
export function globalName(scope: AksScope, separator: "-" | "", ...parts: string[]): pulumi.Output<string> {
  const readable = physicalName({ max: 24 - hashLength - separator.length, separator }, ...parts);
  return fromDigest(
    scope,
    parts,
    `${readable}${separator}hash`,
    (hex) => `${readable}${separator}${hex.slice(0, hashLength)}`,
  );
}
