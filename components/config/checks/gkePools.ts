import type { GkeConfig } from "../clusters";
import { seriesOf, takesDisk } from "../clusters/gkeMachines";
import { commonDiskType, generalPools } from "../clusters/gkePools";
import { zonesOf } from "../clusters/gkeRegions";
import type { Path, Problem } from "../errors";

/** Nodes that an upgrade may add and take at a time. Source: the GKE API, NodePool.UpgradeSettings. */
const mostAtATime = 20;

type NodePool = GkeConfig["nodePools"][string];

function architecture({ instance, architecture }: NodePool, at: Path): Problem[] {
  const found = seriesOf(instance)?.architecture;
  if (architecture === undefined || found === undefined || architecture === found) return [];
  const allowed = `${found}, which ${instance} has`;
  return [{ path: [...at, "architecture"], found: architecture, allowed, follows: [[...at, "instance"]] }];
}

function bootDisk({ instance, diskType }: NodePool, at: Path): Problem[] {
  if (diskType === undefined || takesDisk(instance, diskType)) return [];
  return [{ path: [...at, "diskType"], found: diskType, allowed: `${otherDisk(diskType)}, which ${instance} takes` }];
}

function otherDisk(diskType: string): string {
  return diskType.startsWith("pd") ? "hyperdisk-balanced" : "pd-balanced or pd-ssd";
}

function zones({ zones, min, max }: NodePool, at: Path, cluster: GkeConfig): Problem[] {
  const all = zonesOf(cluster);
  const foreign = (zones ?? []).filter((zone) => !all.includes(zone));
  if (foreign.length > 0)
    return [{ path: [...at, "zones"], found: foreign.join(", "), allowed: `zones of the cluster: ${all.join(", ")}` }];
  const spread = (zones ?? all).length;
  if (min === 0 || max >= spread) return [];
  const allowed = `at least ${spread}, a node in each of the pool's zones, or fewer zones under ${[...at.slice(1), "zones"].join(".")}`;
  return [{ path: [...at, "max"], found: String(max), allowed }];
}

function upgrade({ upgrade: { maxSurge, maxUnavailable } }: NodePool, at: Path): Problem[] {
  const both = maxSurge + maxUnavailable;
  if (both > mostAtATime)
    return [
      {
        path: [...at, "upgrade", "maxSurge"],
        found: `${maxSurge}, with maxUnavailable ${maxUnavailable}`,
        allowed: `at most ${mostAtATime} of both`,
      },
    ];
  if (both > 0) return [];
  const allowed = "at least 1, when maxUnavailable is 0: a node could never be replaced";
  return [{ path: [...at, "upgrade", "maxSurge"], found: "0", allowed }];
}

// The provider's own words: a pool's version and auto-upgrade "will fight each other", and a release channel does not
// go without auto-upgrade. Source: Google provider, google_container_node_pool, version.
function version({ version }: NodePool, at: Path): Problem[] {
  if (version === undefined) return [];
  const allowed =
    "nothing: GKE brings nodes to the control plane's version by itself, and cluster.maintenance.exclusions hold it back";
  return [{ path: [...at, "version"], found: JSON.stringify(version), allowed }];
}

const perPool = [architecture, bootDisk, zones, upgrade, version] as const;

function home({ nodePools, nodeAutoProvisioning }: GkeConfig): Problem[] {
  if (nodeAutoProvisioning.enabled || generalPools(nodePools).length > 0) return [];
  const path = ["cluster", "nodePools"];
  if (Object.keys(nodePools).length === 0)
    return [{ path, found: "no pool", allowed: "at least one, or nodeAutoProvisioning" }];
  const found = "only pools with taints, or beside them Arm machines, which GKE taints";
  return [{ path, found, allowed: "at least one pool that takes pods which ask for nothing, such as the add-ons'" }];
}

function volumes({ nodePools, volumeType }: GkeConfig): Problem[] {
  const path = ["cluster", "volumeType"];
  const general = generalPools(nodePools);
  if (volumeType === undefined) {
    if (commonDiskType(nodePools) !== undefined) return [];
    const allowed = `pools without taints whose machines take the same disks; not ${named(general)}`;
    return [{ path, found: "nothing", allowed }];
  }
  const cannot = general.filter(([, { instance }]) => !takesDisk(instance, volumeType));
  if (cannot.length === 0) return [];
  const allowed = `a disk type that all pools without taints take; not ${named(cannot)}`;
  return [{ path, found: volumeType, allowed }];
}

function named(pools: readonly (readonly [string, NodePool])[]): string {
  return pools.map(([name, { instance }]) => `${name} (${instance})`).join(", ");
}

/** Node pools that GKE would refuse, or that could never run what they are for. */
export function poolProblems(cluster: GkeConfig): Problem[] {
  if (cluster.mode === "autopilot") return [];
  const each = Object.entries(cluster.nodePools).flatMap(([name, pool]) =>
    perPool.flatMap((check) => check(pool, ["cluster", "nodePools", name], cluster)),
  );
  return [...home(cluster), ...volumes(cluster), ...each];
}
