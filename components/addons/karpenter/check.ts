import { lastingNodes } from "../../config/checks/eks";
import { zonesWanted } from "../../config/clusters/eksRegions";
import type { Problem } from "../../config/errors";
import type { Config } from "../../config/parse";
import { oneOf } from "../../config/problems";
import type { KarpenterOptions } from "./options";

/** What the schema cannot say; paths are relative to the options. */
export function check(options: KarpenterOptions, { cluster }: Config): readonly Problem[] {
  if (cluster.cloud !== "eks" || cluster.autoscaler !== "karpenter")
    return [{ path: [], found: "karpenter", allowed: "only on eks with cluster.autoscaler: karpenter" }];
  const zones = zonesWanted(cluster.region, cluster.network);
  return [...replicaProblems(options.replicas, lastingNodes(cluster)), ...poolProblems(options, zones)];
}

// The chart gives each controller a node of its own, and none that Karpenter made: one too many is pending for ever.
function replicaProblems(replicas: number, nodes: number): readonly Problem[] {
  if (nodes === 0 || replicas <= nodes) return [];
  const allowed = `at most ${nodes}, the nodes that pools without taints always have`;
  return [{ path: ["replicas"], found: String(replicas), allowed }];
}

// Source: karpenter-provider-aws, v1.13 "NodePools": labels that Karpenter sets itself are refused by the API server.
const ownLabels = /^(karpenter\.sh|karpenter\.k8s\.aws|kubernetes\.io|k8s\.io)\/|\.(kubernetes|k8s)\.io\//;
const freeLabels = /^(node-restriction|node)\.kubernetes\.io\/|\.(node-restriction|node)\.kubernetes\.io\//;

function poolProblems({ nodePools }: KarpenterOptions, zones: readonly string[]): readonly Problem[] {
  return Object.entries(nodePools).flatMap(([name, pool]) => {
    const path = ["nodePools", name];
    const away = (pool.zones ?? []).flatMap((zone, index): readonly Problem[] =>
      zones.includes(zone) ? [] : [{ path: [...path, "zones", index], found: zone, allowed: oneOf(zones) }],
    );
    const taken = Object.keys(pool.labels)
      .filter((key) => ownLabels.test(key) && !freeLabels.test(key))
      .map((key) => ({
        path: [...path, "labels", key],
        found: key,
        allowed: "a label that Karpenter does not set itself",
      }));
    const both =
      pool.instances !== undefined && (pool.categories !== undefined || pool.minGeneration !== undefined)
        ? [
            {
              path: [...path, "instances"],
              found: "instances beside categories or minGeneration",
              allowed: "either the ones or the others",
            },
          ]
        : [];
    return [...away, ...taken, ...both];
  });
}
