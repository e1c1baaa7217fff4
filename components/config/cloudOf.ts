import { type Cloud, clouds } from "./clusters/common";
import type { Problem } from "./errors";
import { nearest, oneOf, problemAt } from "./problems";
import { valueAt } from "./schemaWalk";
import { isPlainObject } from "./secret";

/** The cloud that a config is for, or the one that was probably meant; undefined when that cannot be told. */
export interface MeantCloud {
  readonly cloud: Cloud | undefined;
  readonly problems: readonly Problem[];
}

// What people call a cloud that has a name of its own here.
const otherNames: ReadonlyMap<string, Cloud> = new Map([
  ["aws", "eks"],
  ["amazon", "eks"],
  ["azure", "aks"],
  ["gcp", "gke"],
  ["google", "gke"],
  ["kind", "existing"],
  ["k3d", "existing"],
  ["local", "existing"],
]);

/** Reads `cluster.cloud`, which decides what every other option of the cluster may be. */
export function cloudOf(values: unknown): MeantCloud {
  const found = valueAt(values, ["cluster", "cloud"]);
  const cloud = clouds.find((name) => name === found);
  if (cloud !== undefined) return { cloud, problems: [] };
  const cluster = valueAt(values, ["cluster"]);
  if (cluster !== undefined && !isPlainObject(cluster)) {
    const allowed = `a map of options, with cloud: ${oneOf(clouds)} among them`;
    return { cloud: undefined, problems: [problemAt(values, ["cluster"], allowed)] };
  }
  const name = typeof found === "string" ? found.toLowerCase() : "";
  const meant = otherNames.get(name) ?? clouds.find((it) => it === nearest(name, clouds));
  const problem = problemAt(values, ["cluster", "cloud"], oneOf(clouds));
  return { cloud: meant, problems: [meant === undefined ? problem : { ...problem, nearest: meant }] };
}
