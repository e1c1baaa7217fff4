import type { GkeConfig } from "../clusters";
import { seriesOf, takesDisk } from "../clusters/gkeMachines";
import { zonesOf } from "../clusters/gkeRegions";
import type { Path, Problem } from "../errors";

type NodePool = GkeConfig["nodePools"][string];

function architecture({ instance, architecture }: NodePool, at: Path): Problem[] {
  const found = seriesOf(instance)?.architecture;
  if (architecture === undefined || found === undefined || architecture === found) return [];
  return [{ path: [...at, "architecture"], found: architecture, allowed: `${found}, which ${instance} has` }];
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
  if (maxSurge + maxUnavailable > 0) return [];
  const allowed = "at least 1, when maxUnavailable is 0: a node could never be replaced";
  return [{ path: [...at, "upgrade", "maxSurge"], found: "0", allowed }];
}

const perPool = [architecture, bootDisk, zones, upgrade] as const;

function none({ nodePools, nodeAutoProvisioning }: GkeConfig): Problem[] {
  if (Object.keys(nodePools).length > 0 || nodeAutoProvisioning.enabled) return [];
  return [{ path: ["cluster", "nodePools"], found: "no pool", allowed: "at least one, or nodeAutoProvisioning" }];
}

function volumes({ nodePools, volumeType }: GkeConfig): Problem[] {
  if (volumeType === undefined) return [];
  const cannot = Object.entries(nodePools).filter(([, { instance }]) => !takesDisk(instance, volumeType));
  if (cannot.length === 0) return [];
  const names = cannot.map(([name, { instance }]) => `${name} (${instance})`).join(", ");
  const allowed = `a disk type that all pools take; not ${names}`;
  return [{ path: ["cluster", "volumeType"], found: volumeType, allowed }];
}

/** Node pools that GKE would refuse, or that could never run what they are for. */
export function poolProblems(cluster: GkeConfig): Problem[] {
  if (cluster.mode === "autopilot") return [];
  const each = Object.entries(cluster.nodePools).flatMap(([name, pool]) =>
    perPool.flatMap((check) => check(pool, ["cluster", "nodePools", name], cluster)),
  );
  return [...none(cluster), ...volumes(cluster), ...each];
}
