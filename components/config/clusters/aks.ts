import { z } from "zod";
import { label, privateCidr } from "../fields";
import { access, autoUpgrade, encryption, guid, maintenance, monitoring, resourceId } from "./aksFields";
import { aksRegionNames } from "./aksRegions";
import { parseVmSize } from "./aksSizes";
import {
  endpointFields,
  kubernetesVersion,
  networkCidr,
  networkFields,
  nodePoolFields,
  type ProfileDefaults,
  previousVersion,
  profile,
} from "./common";

const vmSize = () =>
  z.string().refine((it) => parseVmSize(it) !== undefined, {
    error: "a virtual machine size such as Standard_D4ds_v5",
  });

const zone = () => z.enum(["1", "2", "3"]);

// A Linux pool's name. Source: AKS documentation, "Create node pools".
const poolName = () =>
  z.string().regex(/^[a-z][a-z0-9]{0,11}$/, {
    error: "1 to 12 lower-case letters or digits, starting with a letter",
  });

const machineFields = {
  instance: vmSize().default("Standard_D4ds_v5").describe("The virtual machine size."),
  osDisk: z
    .enum(["auto", "ephemeral", "managed"])
    .default("auto")
    .describe("Where the OS disk is: ephemeral (on the host), managed, or auto: ephemeral where the size has room."),
  os: z.enum(["AzureLinux", "Ubuntu"]).default("AzureLinux").describe("The nodes' operating system."),
  maxPods: z.int().min(30).max(250).default(110).describe("The most pods on a node."),
  maxSurge: z
    .string()
    .regex(/^([1-9]\d?|100)%$/, { error: 'a part of the pool in percent, such as "33%"' })
    .default("33%")
    .describe("How many nodes an upgrade adds at a time, as a part of the pool."),
};

const nodePool = z.strictObject({
  ...machineFields,
  ...nodePoolFields,
  zones: z.array(zone()).optional().describe("The pool's zones; unset, the cluster's."),
});

const systemPool = z.strictObject({
  ...machineFields,
  min: nodePoolFields.min.default(3),
  max: nodePoolFields.max.default(5),
  diskGiB: nodePoolFields.diskGiB,
});

const network = z.strictObject({
  cidr: networkCidr("The virtual network's network.").default("10.20.0.0/16"),
  podCidr: privateCidr()
    .default("10.244.0.0/16")
    .describe("The pods' overlay network. Each node takes a /24 of it, so a /16 is enough for 256 nodes."),
  serviceCidr: privateCidr().default("10.0.0.0/16").describe("The network of Kubernetes services, /13 to /28."),
  nat: z
    .strictObject({
      zone: zone().optional().describe("The zone of the NAT gateway and its address; unset, Azure chooses one."),
      addresses: z.int().min(1).max(16).default(1).describe("Public addresses; each carries 64512 connections."),
      idleMinutes: z.int().min(4).max(120).default(4).describe("Minutes after which an idle connection is closed."),
    })
    .prefault({})
    .describe("The NAT gateway that all outgoing traffic takes."),
  ...networkFields,
});

export const aksCluster = z.strictObject({
  cloud: z.literal("aks").describe("Azure Kubernetes Service."),
  profile: profile(),
  name: label(63).optional().describe("The cluster's name; unset, the stack's."),
  region: z.enum(aksRegionNames).describe("The Azure region, such as westeurope."),
  subscriptionId: guid("a subscription id").optional().describe("The subscription; unset, the credentials' own."),
  tenantId: guid("a tenant id").optional().describe("The Entra ID tenant; unset, the subscription's."),
  version: kubernetesVersion().default("1.35").describe("The Kubernetes minor version."),
  previousVersion: previousVersion(),
  tier: z
    .enum(["free", "standard", "premium"])
    .default("standard")
    .describe("free has no uptime agreement; premium adds a second year of support for each minor version."),
  deletionProtection: z
    .boolean()
    .default(true)
    .describe(
      "Protects what holds data from deletion: in Pulumi, and by locks in Azure on keys, logs and object stores, which keep the resource group too. Volumes then outlive their claims.",
    ),
  nodeResourceGroup: z
    .string()
    .regex(/^[\w.()-]{0,79}[\w()-]$/, {
      error: "1 to 80 letters, digits, '_', '-', '.', '(' or ')', no '.' at the end",
    })
    .optional()
    .describe("The resource group that AKS keeps nodes and disks in; unset, the cluster's name with -nodes."),
  zones: z.array(zone()).default(["1", "2", "3"]).describe("The nodes' zones; none in a region without zones."),
  access: access.describe("Who may use the cluster, by Entra ID and Azure RBAC. There are no local accounts."),
  network: network.prefault({}).describe("The virtual network."),
  endpoint: z.strictObject(endpointFields).prefault({}).describe("The API server's endpoint."),
  autoUpgrade: autoUpgrade.prefault({}).describe("What Azure upgrades by itself, inside the maintenance windows."),
  maintenance: maintenance.prefault({}).describe("When Azure may upgrade."),
  monitoring: monitoring.prefault({}).describe("Logs of the control plane and of containers, and threat detection."),
  azurePolicy: z.boolean().default(true).describe("Whether Azure Policy checks what is in the cluster."),
  secretsProvider: z
    .boolean()
    .default(true)
    .describe("Whether pods can mount Key Vault secrets (Secrets Store CSI driver), re-read every two minutes."),
  imageCleanerHours: z.int().min(24).max(2160).default(168).describe("Hours between removals of unused images."),
  encryption: encryption.prefault({}).describe("What is encrypted with keys of our own, in a Key Vault."),
  diskRedundancy: z
    .enum(["zone", "local"])
    .default("zone")
    .describe("Volumes of the storage class: copies in three zones (Premium SSD) or in one (Standard SSD)."),
  objectRedundancy: z
    .enum(["geoZone", "zone", "local"])
    .default("geoZone")
    .describe("Copies of an object store: in three zones and the paired region, in three zones, or in one."),
  dnsResourceGroup: z
    .string()
    .regex(/^[\w.()-]{0,89}[\w()-]$/, { error: "a resource group's name" })
    .optional()
    .describe("The resource group of DNS zones that workloads edit; unset, the cluster's."),
  secretsVault: resourceId("Microsoft.KeyVault/vaults", "a Key Vault's resource id")
    .optional()
    .describe("The Key Vault that workloads read secrets from."),
  systemPool: systemPool
    .prefault({})
    .describe("The nodes of the cluster's own pods. Nothing else runs on them. Size and disk stay as they were made."),
  nodePools: z
    .record(poolName(), nodePool)
    .default({ general: nodePool.parse({ min: 3, max: 12 }) })
    .describe(
      "Agent pools, by name. Another size, disk or zone makes a pool anew, the old one gone first: to move without a gap, add a pool under another name and then remove the old one.",
    ),
});

const cheap = {
  tier: "free",
  deletionProtection: false,
  zones: ["1"],
  monitoring: { logAnalytics: false, containerInsights: false, defender: false },
  encryption: { etcd: false, disks: false, objects: false, hosts: false },
  diskRedundancy: "local",
};

/**
 * What is relaxed: development loses availability (one zone, free tier), keys of our own and paid monitoring; ephemeral
 * besides that Azure's add-ons, automatic upgrades and copies of its objects.
 */
export const aksProfiles: ProfileDefaults = {
  development: {
    ...cheap,
    objectRedundancy: "zone",
    systemPool: { instance: "Standard_D2ds_v5", diskGiB: 64, min: 1, max: 2 },
    nodePools: { general: { instance: "Standard_D2ds_v5", diskGiB: 64, min: 1, max: 4 } },
  },
  ephemeral: {
    ...cheap,
    objectRedundancy: "local",
    azurePolicy: false,
    secretsProvider: false,
    autoUpgrade: { channel: "none", nodeOs: "none" },
    systemPool: { instance: "Standard_D2ds_v5", diskGiB: 64, min: 1, max: 1 },
    nodePools: { general: { instance: "Standard_D2ds_v5", diskGiB: 64, min: 1, max: 3 } },
  },
};
