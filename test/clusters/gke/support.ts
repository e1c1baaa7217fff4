import * as pulumi from "@pulumi/pulumi";
import type { Bucket } from "../../../components/clusters/bucket";
import type { Cluster } from "../../../components/clusters/cluster";
import { createCluster } from "../../../components/clusters/gke";
import { record } from "../../../planner/recorder";
import type { PlannedResource } from "../../../planner/resource";
import { configOf, planOf } from "../../support/plan";

/** The least that a cluster on GKE is told. */
export const least = { cloud: "gke", project: "acme-platform", region: "europe-west1" };

/** Plans a cluster of the least config and these options. */
export function planGke(options: Readonly<Record<string, unknown>> = {}, stack = "test") {
  return planOf({ cluster: { ...least, ...options } }, stack);
}

/** What uses a cluster gave, and what was made for it. */
export interface Used {
  readonly resources: readonly PlannedResource[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Plans a cluster and what is done with it. */
export async function useGke(
  options: Readonly<Record<string, unknown>>,
  use: (cluster: Cluster) => Record<string, unknown>,
): Promise<Used> {
  const config = configOf({ cluster: { ...least, ...options } });
  return record("kubernetes-architect", "test", async () =>
    use(createCluster(config, new pulumi.ComponentResource("test:index:Parent", "parent"))),
  );
}

/** The options that a cluster's resources are made with, by type; a plan does not show all of them. */
export async function optionsOf(options: Readonly<Record<string, unknown>>) {
  const found = new Map<string, pulumi.CustomResourceOptions>();
  const config = configOf({ cluster: { ...least, ...options } });
  await record("kubernetes-architect", "test", async () => {
    pulumi.runtime.registerStackTransformation(({ type, opts }) => {
      found.set(type, opts);
      return undefined;
    });
    createCluster(config, new pulumi.ComponentResource("test:index:Parent", "parent"));
    return {};
  });
  return found;
}

/** Makes the bucket that tests give rights on. */
export function backups(cluster: Cluster): Bucket {
  return cluster.bucket("backups", { noncurrentDays: 14 });
}

/** The one resource of a name among those of a type. */
export function named(resources: readonly PlannedResource[], type: string, name: string): PlannedResource {
  const found = resources.find((resource) => resource.type === type && resource.name === name);
  if (found === undefined) throw new Error(`no ${type} ${name}`);
  return found;
}
