import { AgentPool, type ManagedCluster } from "@pulumi/azure-native/containerservice";
import type * as pulumi from "@pulumi/pulumi";
import type { AksConfig } from "../../config/clusters";
import { osDiskType } from "../../config/clusters/aksSizes";
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
    count: systemPool.min,
    orchestratorVersion: aks.version,
    nodeTaints: ["CriticalAddonsOnly=true:NoSchedule"],
    upgradeSettings: { maxSurge: systemPool.maxSurge, drainTimeoutInMinutes, nodeSoakDurationInMinutes },
  };
}

/** Makes the pools that workloads run on. */
export function createPools(
  scope: AksScope,
  resourceGroupName: pulumi.Input<string>,
  cluster: ManagedCluster,
  nodeSubnetId: pulumi.Input<string>,
): AgentPool[] {
  return Object.entries(scope.aks.nodePools).map(
    ([name, pool]) =>
      new AgentPool(
        `${scope.prefix}-pool-${name}`,
        {
          ...machineArgs(scope, pool, nodeSubnetId),
          ...zonesArg(pool.zones ?? scope.aks.zones),
          resourceGroupName,
          resourceName: cluster.name,
          agentPoolName: name,
          mode: "User",
          orchestratorVersion: pool.version ?? scope.aks.version,
          nodeLabels: { ...pool.labels },
          nodeTaints: pool.taints.map(({ key, value, effect }) => `${key}=${value}:${effect}`),
          ...(pool.spot ? spotArgs(pool) : surgeArgs(pool)),
        },
        // The autoscaler counts nodes; what it has chosen is not ours to put back.
        partOptions(scope, { ignoreChanges: ["count"] }),
      ),
  );
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
    nodeTaints: [
      ...pool.taints.map(({ key, value, effect }) => `${key}=${value}:${effect}`),
      "kubernetes.azure.com/scalesetpriority=spot:NoSchedule",
    ],
  };
}

function surgeArgs(pool: Pool) {
  return { upgradeSettings: { maxSurge: pool.maxSurge, drainTimeoutInMinutes, nodeSoakDurationInMinutes } };
}
