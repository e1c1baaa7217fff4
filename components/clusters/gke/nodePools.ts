import type { Cluster } from "@pulumi/gcp/container/cluster";
import { NodePool } from "@pulumi/gcp/container/nodePool";
import type * as pulumi from "@pulumi/pulumi";
import type { GkeParts } from "./controlPlane";
import { type GkePool, nodeConfig } from "./nodeConfig";
import type { GkeSite } from "./site";

// Nodes are drained for up to an hour where a disruption budget holds a pod.
const timeouts = { create: "45m", update: "120m", delete: "90m" };

/** Makes a node pool for each of the config's; none in Autopilot, where Google runs the nodes. */
export function createNodePools(
  site: GkeSite,
  controlPlane: Cluster,
  parts: GkeParts,
  parent: pulumi.Resource,
): readonly pulumi.Resource[] {
  if (site.autopilot) return [];
  return Object.entries(site.config.nodePools).map(([name, pool]) =>
    createNodePool(site, name, pool, controlPlane, parts, parent),
  );
}

// Pools start with their fewest nodes, spread over their zones; the autoscaler goes on from there.
function startingNodesPerZone({ min, max, zones }: GkePool, clusterZones: readonly string[]): number {
  const spread = Math.max(1, (zones ?? clusterZones).length);
  return Math.min(Math.ceil(min / spread), Math.floor(max / spread));
}

function createNodePool(
  site: GkeSite,
  name: string,
  pool: GkePool,
  controlPlane: Cluster,
  parts: GkeParts,
  parent: pulumi.Resource,
): NodePool {
  return new NodePool(
    `${site.name}-${name}`,
    {
      name,
      project: site.project,
      location: site.location,
      cluster: controlPlane.name,
      nodeLocations: [...(pool.zones ?? site.zones)],
      initialNodeCount: startingNodesPerZone(pool, site.zones),
      maxPodsPerNode: pool.maxPodsPerNode ?? site.config.network.maxPodsPerNode,
      autoscaling: {
        totalMinNodeCount: pool.min,
        totalMaxNodeCount: pool.max,
        // Spot capacity is where it is; balancing zones would only bring more interruptions.
        locationPolicy: pool.spot ? "ANY" : "BALANCED",
      },
      management: { autoRepair: true, autoUpgrade: true },
      upgradeSettings: { strategy: "SURGE", ...pool.upgrade },
      networkConfig: { enablePrivateNodes: true },
      nodeConfig: nodeConfig(site, pool, parts),
    },
    {
      parent,
      dependsOn: [...parts.nodeAccount.resources, ...(parts.disksKey?.resources ?? []), parts.network.nat],
      // Deleting the cluster takes its pools along.
      deletedWith: controlPlane,
      customTimeouts: timeouts,
      // The autoscaler moves on from the first size, and changing that would replace the pool.
      ignoreChanges: ["initialNodeCount"],
    },
  );
}
