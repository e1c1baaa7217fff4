import type { AksConfig } from "../clusters";
import { aksRegions } from "../clusters/aksRegions";
import { ephemeralDiskGiB, parseVmSize } from "../clusters/aksSizes";
import type { Path, Problem } from "../errors";
import { unless } from "./unless";

type Pool = AksConfig["nodePools"][string];
type Machine = Pick<Pool, "instance" | "osDisk" | "diskGiB">;
type At = (path: Path) => Path;

// Source: AKS documentation, "Use system node pools": at least two processors.
const systemCpus = 2;

function ephemeralDisk(machine: Machine, at: At): Problem[] {
  const room = ephemeralDiskGiB(machine.instance);
  const allowed =
    room === 0
      ? `managed, since ${machine.instance} has no local disk for it`
      : `managed, or ephemeral with a diskGiB of at most ${room}`;
  const fits = machine.osDisk !== "ephemeral" || machine.diskGiB <= room;
  return unless(fits, at(["osDisk"]), `ephemeral with ${machine.diskGiB} GiB`, allowed);
}

// The storage class with copies in three zones is of Premium SSDs, which only some sizes take.
function volumes(cluster: AksConfig, machine: Machine, at: At): Problem[] {
  const fits = cluster.diskRedundancy === "local" || parseVmSize(machine.instance)?.premiumDisks !== false;
  return unless(
    fits,
    at(["instance"]),
    machine.instance,
    "a size with the letter s, such as Standard_D4ds_v5, since volumes are Premium SSDs (diskRedundancy: zone)",
  );
}

function architecture(pool: Pool, at: At): Problem[] {
  const own = parseVmSize(pool.instance)?.architecture;
  const fits = pool.architecture === undefined || own === undefined || pool.architecture === own;
  return unless(fits, at(["architecture"]), `${pool.architecture} on ${pool.instance}`, `${own}, which the size is`);
}

function poolZones({ region }: AksConfig, pool: Pool, at: At): Problem[] {
  const fits = (pool.zones ?? []).length === 0 || aksRegions[region]?.zones !== false;
  const allowed = `none ([]), since ${region} has no availability zones`;
  return unless(fits, at(["zones"]), `zones in ${region}`, allowed);
}

// The names with this prefix are Azure's own, and it sets them itself where they hold.
const reserved = "kubernetes.azure.com/";

// Source: azure-cli, aks validators (validate_taints), which wants a value; Kubernetes itself does not.
function taints(pool: Pool, at: At): Problem[] {
  return pool.taints.flatMap(({ key, value }, index) => [
    ...unless(value !== "", at(["taints", index]), `${key} without a value`, 'a value, such as "true"'),
    ...unless(!key.startsWith(reserved), at(["taints", index, "key"]), key, `any prefix but ${reserved}`),
  ]);
}

function labels(pool: Pool, at: At): Problem[] {
  return Object.keys(pool.labels).flatMap((key) =>
    unless(!key.startsWith(reserved), at(["labels", key]), key, `any prefix but ${reserved}`),
  );
}

// What is marked is for others: a pod without tolerations runs on neither spot nodes nor the system pool.
function somewhereToRun({ nodePools }: AksConfig): Problem[] {
  const plain = Object.values(nodePools).filter(({ spot, taints }) => !spot && taints.length === 0);
  return unless(
    plain.length > 0,
    ["nodePools"],
    "spot and tainted pools only",
    "at least one pool without spot and taints, for pods that tolerate neither",
  );
}

function systemSize({ systemPool: { instance, min, max } }: AksConfig): Problem[] {
  const size = parseVmSize(instance);
  return [
    ...unless(
      size === undefined || size.vcpus >= systemCpus,
      ["systemPool", "instance"],
      instance,
      `a size with at least ${systemCpus} processors`,
    ),
    ...unless(min >= 1, ["systemPool", "min"], String(min), "at least 1"),
    ...unless(max >= min, ["systemPool", "max"], String(max), `at least min, which is ${min}`),
  ];
}

/** Whether each pool's size has what the config asks of it. */
export function aksPoolProblems(cluster: AksConfig): Problem[] {
  const system: At = (path) => ["systemPool", ...path];
  return [
    ...systemSize(cluster),
    ...ephemeralDisk(cluster.systemPool, system),
    ...volumes(cluster, cluster.systemPool, system),
    ...somewhereToRun(cluster),
    ...Object.entries(cluster.nodePools).flatMap(([name, pool]) => {
      const at: At = (path) => ["nodePools", name, ...path];
      return [
        ...ephemeralDisk(pool, at),
        ...volumes(cluster, pool, at),
        ...architecture(pool, at),
        ...poolZones(cluster, pool, at),
        ...taints(pool, at),
        ...labels(pool, at),
      ];
    }),
  ];
}
