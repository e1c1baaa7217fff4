import { isDeepStrictEqual } from "node:util";
import type { Properties } from "./model";
import { homeOf } from "./models/kubernetes/places";
import { hasUnknown } from "./wire";

const identifier = "clusterIdentifier";

/** True for a value that is there both times, and not the same: one that is not known yet counts as another one. */
function updated(before: Properties, after: Properties, key: string): boolean {
  if (before[key] === undefined || after[key] === undefined) return false;
  return hasUnknown(after[key]) || !isDeepStrictEqual(before[key], after[key]);
}

/**
 * The keys of a kubernetes provider's config whose change means another cluster, so that the provider is replaced with all
 * that is in it. Source: pulumi-kubernetes, provider.go (DiffConfig).
 */
export function clusterChange(before: Properties, after: Properties): readonly string[] {
  if (updated(before, after, identifier)) return [identifier];
  if (before[identifier] !== undefined && after[identifier] !== undefined) return [];
  const unknown = ["kubeconfig", "context", "cluster"].filter((key) => hasUnknown(after[key]));
  if (unknown.length > 0) return unknown.slice(0, 1);
  const changed = ["kubeconfig", "context", "cluster"].filter((key) => updated(before, after, key));
  return homeOf(before) === homeOf(after) ? [] : changed;
}
