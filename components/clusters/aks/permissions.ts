import * as pulumi from "@pulumi/pulumi";
import { ConfigError } from "../../config/errors";
import type { Permission, PermissionKind } from "../permissions";
import { containerId } from "./bucket";
import type { BuiltInRole, CustomRole } from "./roles";
import { type AksScope, subscriptionOf } from "./scope";

/** One role on one thing: one of Azure's, or one of our own. */
export type Right = { readonly on: pulumi.Input<string> } & (
  | { readonly role: BuiltInRole }
  | { readonly custom: CustomRole }
);

/** What permissions are worked out from. */
export interface PermissionPlaces {
  readonly scope: AksScope;
  readonly resourceGroupId: pulumi.Output<string>;
  /** The resource group of nodes, disks and snapshots. */
  readonly nodeResourceGroupId: pulumi.Output<string>;
  readonly diskEncryptionSetId: pulumi.Output<string> | undefined;
}

type Rule<K extends PermissionKind> = (
  permission: Extract<Permission, { readonly kind: K }>,
  places: PermissionPlaces,
) => readonly Right[];

// Source: README of velero-plugin-for-microsoft-azure, "Specify Role", disk and snapshot management.
const snapshotActions = [
  "Microsoft.Compute/disks/read",
  "Microsoft.Compute/disks/write",
  "Microsoft.Compute/disks/beginGetAccess/action",
  "Microsoft.Compute/disks/endGetAccess/action",
  "Microsoft.Compute/snapshots/read",
  "Microsoft.Compute/snapshots/write",
  "Microsoft.Compute/snapshots/delete",
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
  "objectStore.readWrite": ({ bucket }) => [{ role: "Storage Blob Data Contributor", on: containerId(bucket) }],
  "objectStore.read": ({ bucket }) => [{ role: "Storage Blob Data Reader", on: containerId(bucket) }],
  "volumes.snapshot": (_permission, { nodeResourceGroupId, diskEncryptionSetId }) => [
    { custom: { purpose: "snapshot volumes", actions: snapshotActions }, on: nodeResourceGroupId },
    // A disk that is made of a snapshot names the set that it is encrypted with.
    ...(diskEncryptionSetId ? [{ role: "Reader" as const, on: diskEncryptionSetId }] : []),
  ],
  // AKS scales its pools and makes load balancers itself, with its own identity.
  "nodes.autoscale": () => [],
  "loadBalancers.manage": () => [],
  "dns.edit": ({ zone }, places) => dnsRights(zone, places),
  "secrets.read": ({ prefix }, { scope }) => [{ role: "Key Vault Secrets User", on: secretsVault(prefix, scope) }],
  // To get, wrap and unwrap is all that Vault's azurekeyvault seal does.
  "keys.unseal": ({ key }, places) => [
    { role: "Key Vault Crypto Service Encryption User", on: keyId(key, places.resourceGroupId) },
  ],
  "prices.read": (_permission, { scope, resourceGroupId }) => [
    { custom: { purpose: "read prices", actions: priceActions }, on: subscriptionOf(scope, resourceGroupId) },
  ],
};

/** The rights that permissions come to, each once. */
export function rightsOf(permissions: readonly Permission[], places: PermissionPlaces): readonly Right[] {
  return permissions.flatMap((permission) => rightsOfOne(permission, places));
}

function rightsOfOne<K extends PermissionKind>(
  permission: Extract<Permission, { readonly kind: K }>,
  places: PermissionPlaces,
): readonly Right[] {
  const rule = rules[permission.kind as K] as Rule<K>;
  return rule(permission, places);
}

// A zone is a resource id, or a name in the resource group that the config says. Who edits it also lists the zones there.
function dnsRights(zone: string, { scope, resourceGroupId }: PermissionPlaces): readonly Right[] {
  const isPrivate = /\/privateDnsZones\//i.test(zone);
  const type = isPrivate ? "privateDnsZones" : "dnsZones";
  const byName = dnsGroup(scope, resourceGroupId);
  const [group, id] = zone.startsWith("/")
    ? [zone.split("/").slice(0, 5).join("/"), zone]
    : [byName, pulumi.interpolate`${byName}/providers/Microsoft.Network/dnsZones/${zone}`];
  return [
    { role: isPrivate ? "Private DNS Zone Contributor" : "DNS Zone Contributor", on: id },
    { custom: { purpose: "list DNS zones", actions: [`Microsoft.Network/${type}/read`] }, on: group },
  ];
}

function dnsGroup(scope: AksScope, resourceGroupId: pulumi.Output<string>): pulumi.Output<string> {
  if (scope.aks.dnsResourceGroup === undefined) return resourceGroupId;
  return pulumi.interpolate`${subscriptionOf(scope, resourceGroupId)}/resourceGroups/${scope.aks.dnsResourceGroup}`;
}

// Azure gives rights on a whole vault or on one secret, and knows no prefixes.
function secretsVault(prefix: string, { config, aks }: AksScope): string {
  if (prefix.startsWith("/subscriptions/")) return prefix;
  if (aks.secretsVault !== undefined) return aks.secretsVault;
  const allowed = "the resource id of the Key Vault that an add-on of this stack reads secrets from";
  throw new ConfigError(config.source, [{ path: ["cluster", "secretsVault"], allowed }]);
}

// A key is a resource id, or `vault/key` in the cluster's resource group.
function keyId(key: string, resourceGroupId: pulumi.Output<string>): pulumi.Input<string> {
  if (key.startsWith("/subscriptions/")) return key;
  const [vault = key, name = "unseal"] = key.split("/");
  return pulumi.interpolate`${resourceGroupId}/providers/Microsoft.KeyVault/vaults/${vault}/keys/${name}`;
}
