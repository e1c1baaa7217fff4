import { AgentPool, type ManagedCluster } from "@pulumi/azure-native/containerservice";
import type * as pulumi from "@pulumi/pulumi";
import type { AksConfig } from "../../config/clusters";
import { osDiskType } from "../../config/clusters/aksSizes";
import { isOpen } from "../usable";
import { type AksScope, partOptions } from "./scope";

type Pool = AksConfig["nodePools"][string];
type Machine = Pick<Pool, "instance" | "os" | "osDisk" | "diskGiB" | "maxPods" | "min" | "max">;

// Minutes that an upgrade waits for a node's pods to leave, and then for what was started elsewhere to settle.
const drainTimeoutInMinutes = 30;
const nodeSoakDurationInMinutes = 0;

/** What the system pool and the others have in common. */
function machineArgs(scope: AksScope, machine: Machine, nodeSubnetId: pulumi.Input<string>) {
  return {
    type: "VirtualMachineScaleSets",
    osType: "Linux",
    osSKU: machine.os,
    vmSize: machine.instance,
    osDiskType: osDiskType(machine),
    osDiskSizeGB: machine.diskGiB,
    maxPods: machine.maxPods,
    enableAutoScaling: true,
    // How many nodes there are at first; Azure takes no pool without it. From then on the autoscaler counts.
    count: machine.min,
    minCount: machine.min,
    maxCount: machine.max,
    vnetSubnetID: nodeSubnetId,
    enableNodePublicIP: false,
    enableEncryptionAtHost: scope.aks.encryption.hosts,
    tags: scope.tags,
  };
}

function zonesArg(zones: readonly string[]) {
  return zones.length > 0 ? { availabilityZones: [...zones] } : {};
}

/** The pool that only AKS's own pods run on. It is part of the cluster, which cannot be without. */
export function systemPoolArgs(scope: AksScope, nodeSubnetId: pulumi.Input<string>) {
  const { aks } = scope;
  const { systemPool } = aks;
  return {
    ...machineArgs(scope, systemPool, nodeSubnetId),
    ...zonesArg(aks.zones),
    name: "system",
    mode: "System",
    orchestratorVersion: aks.version,
    nodeTaints: ["CriticalAddonsOnly=true:NoSchedule"],
    upgradeSettings: { maxSurge: systemPool.maxSurge, drainTimeoutInMinutes, nodeSoakDurationInMinutes },
  };
}

// What Azure never changes of a pool. Source: AKS documentation, "Manage node pools", limitations; the provider itself
// knows of the size only.
const fixed = [
  "availabilityZones",
  "enableEncryptionAtHost",
  "maxPods",
  "osDiskSizeGB",
  "osDiskType",
  "scaleSetPriority",
];

/**
 * Makes the pools that workloads run on, in the config's order. Azure works on one pool of a cluster at a time, so they
 * are made one after the other, those that any pod may run on first. Source: Azure's verified module for AKS, which locks
 * the cluster for each pool since the API answers 409 Conflict.
 */
export function createPools(scope: AksScope, cluster: ManagedCluster, nodeSubnetId: pulumi.Input<string>): AgentPool[] {
  const pools = Object.entries(scope.aks.nodePools);
  const made = new Map<string, AgentPool>();
  let previous: AgentPool | undefined;
  for (const [name, pool] of [...pools.filter(([, it]) => isOpen(it)), ...pools.filter(([, it]) => !isOpen(it))]) {
    const args = { ...userPoolArgs(scope, pool, nodeSubnetId), resourceName: cluster.name, agentPoolName: name };
    previous = new AgentPool(`${scope.prefix}-pool-${name}`, args, userPoolOptions(scope, cluster, previous));
    made.set(name, previous);
  }
  return pools.flatMap(([name]) => made.get(name) ?? []);
}

function userPoolArgs(scope: AksScope, pool: Pool, nodeSubnetId: pulumi.Input<string>) {
  return {
    ...machineArgs(scope, pool, nodeSubnetId),
    ...zonesArg(pool.zones ?? scope.aks.zones),
    resourceGroupName: scope.resourceGroup.name,
    mode: "User",
    orchestratorVersion: pool.version ?? scope.aks.version,
    nodeLabels: { ...pool.labels },
    nodeTaints: taintsOf(pool),
    ...(pool.spot ? spotArgs(pool) : surgeArgs(pool)),
  };
}

function userPoolOptions(scope: AksScope, cluster: ManagedCluster, previous: AgentPool | undefined) {
  return partOptions(scope, {
    // What the autoscaler has chosen is not ours to put back.
    ignoreChanges: ["count"],
    replaceOnChanges: fixed,
    // A pool's name is taken until it is gone.
    deleteBeforeReplace: true,
    deletedWith: cluster,
    ...(previous === undefined ? {} : { dependsOn: [previous] }),
  });
}

// Azure gives spot nodes no surge on upgrades. The label and the taint are those that AKS itself sets and requires.
// Source: AKS documentation, "Add an Azure Spot node pool".
function spotArgs(pool: Pool) {
  return {
    scaleSetPriority: "Spot",
    scaleSetEvictionPolicy: "Delete",
    // Up to the price of on-demand capacity.
    spotMaxPrice: -1,
    nodeLabels: { ...pool.labels, "kubernetes.azure.com/scalesetpriority": "spot" },
    nodeTaints: [...taintsOf(pool), "kubernetes.azure.com/scalesetpriority=spot:NoSchedule"],
  };
}

function taintsOf({ taints }: Pool): string[] {
  return taints.map(({ key, value, effect }) => `${key}=${value}:${effect}`);
}

function surgeArgs(pool: Pool) {
  return { upgradeSettings: { maxSurge: pool.maxSurge, drainTimeoutInMinutes, nodeSoakDurationInMinutes } };
}
