import type { SimulatedCloud } from "../../cloud";
import type { ModelContext, Properties, SimulatedResource, TypeModel } from "../../model";
import { refusals, text } from "../fields";
import { broughtBy } from "./brought";
import { goesWithDefinition } from "./definitions";
import { namespaceMissing } from "./objects";
import { chartOf, clusterAt, homeOf, startsPods } from "./places";
import { virtualHomes } from "./virtual";

/** A Helm release. Sources: Helm documentation, and the kubernetes provider's helm_release.go. */
export const release: TypeModel = {
  home: homeOf,
  id: (inputs, { name }) => `${text(inputs, "namespace") || "default"}/${text(inputs, "name") || name}`,
  outputs: (inputs, id, { before }) => ({
    status: {
      appVersion: "",
      chart: chartOf({ inputs }),
      name: id.split("/")[1] ?? "",
      namespace: id.split("/")[0] ?? "",
      revision: 1 + (before === undefined ? 0 : revisionOf(before.outputs)),
      status: "deployed",
      version: text(inputs, "version"),
    },
  }),
  // The provider installs a release anew that is renamed or moved.
  replaceOn: ["name", "namespace"],
  // Some definitions stay behind; see definitions.ts.
  leaves: "itself",
  unfinished: (made, how) =>
    withStatus(
      made,
      how === "failed" ? "failed" : revisionOf(made.outputs) > 1 ? "pending-upgrade" : "pending-install",
    ),
  taken: () => "cannot re-use a name that is still in use",
  brings: broughtBy,
  homes: virtualHomes,
  takes: goesWithDefinition,
  refuse: (inputs, context) => [
    ...pending(context),
    ...namespaceMissing(namespaceFor(inputs), context),
    ...badName(inputs),
    ...(startsPods({ inputs }) ? noNodes(context) : []),
  ],
};

/** A release as Helm's records have it in another status. Source: Helm, pkg/release/status.go. */
export function withStatus(release: SimulatedResource, status: string): SimulatedResource {
  return { ...release, outputs: { ...release.outputs, status: { ...(release.outputs.status as Properties), status } } };
}

function namespaceFor(inputs: Properties): string {
  return inputs.createNamespace === true ? "" : text(inputs, "namespace");
}

function revisionOf({ status }: Properties): number {
  return typeof status === "object" && status !== null && "revision" in status ? Number(status.revision) : 0;
}

function pending({ before }: ModelContext): readonly string[] {
  const status = text(before?.outputs ?? {}, "status.status");
  return status.startsWith("pending-") ? ["another operation (install/upgrade/rollback) is in progress"] : [];
}

function badName(inputs: Properties): readonly string[] {
  const name = text(inputs, "name");
  return refusals([
    [
      name !== "" && !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name),
      `release name "${name}" is invalid`,
    ],
    [name.length > 53, `release name "${name}" exceeds max length of 53`],
  ]);
}

/** Pods of a release start on nodes; without any, an install waits until its time is up. */
function noNodes({ cloud, home }: ModelContext): readonly string[] {
  const cluster = clusterAt(cloud, home);
  if (cluster === undefined || hasNodes(cloud, cluster.type, cluster.outputs)) return [];
  return ["context deadline exceeded: no nodes are there for the release's pods"];
}

function hasNodes(cloud: SimulatedCloud, type: string, cluster: Properties): boolean {
  if (type === "aws:eks/cluster:Cluster")
    return cloud.resources.some(
      (one) => one.type === "aws:eks/nodeGroup:NodeGroup" && one.inputs.clusterName === cluster.name,
    );
  if (type !== "gcp:container/cluster:Cluster" || cluster.enableAutopilot === true) return true;
  return cloud.resources.some(
    (one) =>
      one.type === "gcp:container/nodePool:NodePool" && text(one.inputs, "cluster").split("/").at(-1) === cluster.name,
  );
}
