import { Vault } from "@pulumi/azure-native/keyvault";
import { StorageAccount } from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import { ConfigError } from "../../config/errors";
import type { Bucket } from "../bucket";
import type { Key } from "../key";
import type { Permission, PermissionKind } from "../permissions";
import { containerId } from "./bucket";
import type { BuiltInRole, CustomRole } from "./roles";
import { type AksScope, subscriptionOf } from "./scope";
import { snapshotActions } from "./snapshots";

/** One role on one thing: one of Azure's, or one of our own. */
export type Right = {
  readonly on: pulumi.Input<string>;
  /** In a word, what tells it from another right of the same workload with the same role. */
  readonly about?: string;
  /** What takes the right along when it is deleted. */
  readonly deletedWith?: pulumi.Resource | undefined;
} & ({ readonly role: BuiltInRole } | { readonly custom: CustomRole });

/** What permissions are worked out from. */
export interface PermissionPlaces {
  readonly scope: AksScope;
  /** The resource group of nodes and disks. */
  readonly nodeResourceGroupId: pulumi.Output<string>;
  /** The resource group of snapshots. */
  readonly snapshotResourceGroupId: pulumi.Output<string>;
  readonly diskEncryptionSetId: pulumi.Output<string> | undefined;
}

type Rule<K extends PermissionKind> = (
  permission: Extract<Permission, { readonly kind: K }>,
  places: PermissionPlaces,
) => readonly Right[];

// Source: README of velero-plugin-for-microsoft-azure, "Specify Role", disk management.
const diskActions = [
  "Microsoft.Compute/disks/read",
  "Microsoft.Compute/disks/write",
  "Microsoft.Compute/disks/beginGetAccess/action",
  "Microsoft.Compute/disks/endGetAccess/action",
];

// Source: OpenCost documentation, "Azure configuration", rate card role.
const priceActions = [
  "Microsoft.Compute/virtualMachines/vmSizes/read",
  "Microsoft.Resources/subscriptions/locations/read",
  "Microsoft.Resources/providers/read",
  "Microsoft.ContainerService/containerServices/read",
  "Microsoft.Commerce/RateCard/read",
];

/** The least rights on Azure that each permission needs. */
const rules: { readonly [K in PermissionKind]: Rule<K> } = {
  "objectStore.readWrite": ({ bucket }) => [
    { role: "Storage Blob Data Contributor", ...inStore(bucket, containerId(bucket)) },
    // To sign addresses that others fetch an object by, as Velero does for logs of backups. The key for it is the account's.
    { role: "Storage Blob Delegator", ...inStore(bucket, bucket.resourceId) },
  ],
  "objectStore.read": ({ bucket }) => [{ role: "Storage Blob Data Reader", ...inStore(bucket, containerId(bucket)) }],
  "volumes.snapshot": (_permission, { nodeResourceGroupId, snapshotResourceGroupId, diskEncryptionSetId }) => [
    { custom: { purpose: "read and restore volumes", actions: diskActions }, on: nodeResourceGroupId },
    { custom: { purpose: "snapshot volumes", actions: snapshotActions }, on: snapshotResourceGroupId },
    // A disk that is made of a snapshot names the set that it is encrypted with.
    ...(diskEncryptionSetId ? [{ role: "Reader" as const, on: diskEncryptionSetId }] : []),
  ],
  // AKS scales its pools and makes load balancers itself, with its own identity.
  "nodes.autoscale": () => [],
  "loadBalancers.manage": () => [],
  "dns.edit": ({ zone }, places) => dnsRights(zone, places),
  "secrets.read": ({ prefix }, { scope }) => [{ role: "Key Vault Secrets User", on: secretsVault(prefix, scope) }],
  // To get, wrap and unwrap is all that Vault's azurekeyvault seal does.
  "keys.unseal": ({ key }, { scope }) => [
    {
      role: "Key Vault Crypto Service Encryption User",
      on: keyId(key, scope),
      ...(typeof key === "string"
        ? { about: key }
        : { about: key.purpose, deletedWith: key.resources.find(Vault.isInstance) }),
    },
  ],
  // Service Bus tells the length of a queue to its owners only. Source: KEDA, "Azure Service Bus" and "Azure Storage Queue".
  "queues.measure": ({ queue }) => [
    {
      role: /\/Microsoft\.ServiceBus\//i.test(queue) ? "Azure Service Bus Data Owner" : "Storage Queue Data Reader",
      on: queue,
      about: queue,
    },
  ],
  "metrics.read": (_permission, { scope }) => [
    { role: "Monitoring Reader", on: subscriptionOf(scope, scope.resourceGroup.id) },
  ],
  // Azure gives rights on one registry, and none is known here.
  "images.read": () => [],
  "prices.read": (_permission, { scope }) => [
    { custom: { purpose: "read prices", actions: priceActions }, on: subscriptionOf(scope, scope.resourceGroup.id) },
  ],
};

/**
 * The rights that permissions come to, each once, by a name that neither the order of permissions nor what else is
 * permitted changes: Azure refuses the same role of the same workload on the same thing under a second name.
 */
export function rightsOf(permissions: readonly Permission[], places: PermissionPlaces): ReadonlyMap<string, Right> {
  const rights = permissions.flatMap((permission) => rightsOfOne(permission, places));
  return new Map(rights.map((right) => [nameOf(right), right]));
}

function nameOf(right: Right): string {
  const what = "role" in right ? right.role : right.custom.purpose;
  return [what, right.about ?? ""]
    .join(" ")
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
}

function rightsOfOne<K extends PermissionKind>(
  permission: Extract<Permission, { readonly kind: K }>,
  places: PermissionPlaces,
): readonly Right[] {
  const rule = rules[permission.kind as K] as Rule<K>;
  return rule(permission, places);
}

// A right on a store goes with it: while the store is locked, nothing on it can be deleted. See lock.ts.
function inStore(bucket: Bucket, on: pulumi.Output<string>): Pick<Right, "on" | "about" | "deletedWith"> {
  return { on, about: bucket.purpose, deletedWith: bucket.resources.find(StorageAccount.isInstance) };
}

// A zone is a resource id, or a name in the resource group that the config says. Who edits it also lists the zones there.
function dnsRights(zone: string, { scope }: PermissionPlaces): readonly Right[] {
  const isPrivate = /\/privateDnsZones\//i.test(zone);
  const type = isPrivate ? "privateDnsZones" : "dnsZones";
  const byName = dnsGroup(scope);
  const [group, id] = zone.startsWith("/")
    ? [zone.split("/").slice(0, 5).join("/"), zone]
    : [byName, pulumi.interpolate`${byName}/providers/Microsoft.Network/dnsZones/${zone}`];
  const list = { purpose: "list DNS zones", actions: [`Microsoft.Network/${type}/read`] };
  return [
    { role: isPrivate ? "Private DNS Zone Contributor" : "DNS Zone Contributor", on: id, about: zone },
    { custom: list, on: group, about: typeof group === "string" ? `${type} ${group}` : type },
  ];
}

function dnsGroup(scope: AksScope): pulumi.Output<string> {
  const { aks, resourceGroup } = scope;
  if (aks.dnsResourceGroup === undefined) return resourceGroup.id;
  return pulumi.interpolate`${subscriptionOf(scope, resourceGroup.id)}/resourceGroups/${aks.dnsResourceGroup}`;
}

// Azure gives rights on a whole vault or on one secret, and knows no prefixes.
function secretsVault(prefix: string, { config, aks }: AksScope): string {
  if (prefix.startsWith("/subscriptions/")) return prefix;
  if (aks.secretsVault !== undefined) return aks.secretsVault;
  const allowed = "the resource id of the Key Vault that an add-on of this stack reads secrets from";
  throw new ConfigError(config.source, [{ path: ["cluster", "secretsVault"], allowed }]);
}

// A key is a resource id, or `vault/key` in the cluster's resource group.
function keyId(key: Key | string, { resourceGroup }: AksScope): pulumi.Input<string> {
  if (typeof key !== "string") return key.id;
  if (key.startsWith("/subscriptions/")) return key;
  const [vault = key, name = "unseal"] = key.split("/");
  return pulumi.interpolate`${resourceGroup.id}/providers/Microsoft.KeyVault/vaults/${vault}/keys/${name}`;
}
