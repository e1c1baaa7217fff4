import { physicalName } from "../../config/values/names";

/** A cluster's name for a stack: up to 40 characters, a letter first. Source: the GKE API, projects.locations.clusters. */
export function clusterNameOf(stack: string): string {
  const parts = /^[a-z]/i.test(stack) ? [stack] : ["cluster", stack];
  return physicalName({ max: 40, separator: "-" }, ...parts);
}

const shortestAccountId = 6;

/** A service account's id: 6 to 30 characters. Source: IAM, "Create service accounts". */
export function accountIdOf(...parts: string[]): string {
  return physicalName({ max: 30, separator: "-" }, ...parts).padEnd(shortestAccountId, "-account");
}

/** A bucket's name, one for the whole world: 3 to 63 characters. Source: Cloud Storage, "About buckets". */
export function bucketNameOf(...parts: string[]): string {
  return physicalName({ max: 63, separator: "-" }, ...parts);
}

/** A Compute Engine resource's name: up to 63 characters. Source: Compute Engine, "Naming resources". */
export function computeNameOf(...parts: string[]): string {
  return physicalName({ max: 63, separator: "-" }, ...parts);
}

/**
 * The start of a custom role's id, which is letters, digits, '_' and '.', 64 at most: '_' and an account's unique id of
 * 21 digits follow. Source: IAM, "Create and manage custom roles".
 */
export function roleIdOf(...parts: string[]): string {
  return physicalName({ max: 42, separator: "-" }, ...parts).replaceAll("-", "_");
}
