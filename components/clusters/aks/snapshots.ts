import type { ResourceGroup } from "@pulumi/azure-native/resources";
import type * as pulumi from "@pulumi/pulumi";
import type { AksEncryption } from "./encryption";
import type { AksIdentities } from "./identities";
import { assignCustomRole } from "./roles";
import { type AksScope, createResourceGroup } from "./scope";

/** Where snapshots of volumes are kept. */
export interface AksSnapshots {
  readonly resourceGroup: ResourceGroup;
  /** What must exist before a snapshot is taken: the storage driver's rights in the group. */
  readonly resources: readonly pulumi.Resource[];
}

/**
 * To take, read and delete snapshots, and to make disks of them: Azure takes a copy for an access to its source.
 * Source: README of velero-plugin-for-microsoft-azure, "Specify Role"; Azure's built-in role "Disk Snapshot Contributor".
 */
export const snapshotActions = [
  "Microsoft.Compute/snapshots/read",
  "Microsoft.Compute/snapshots/write",
  "Microsoft.Compute/snapshots/delete",
  "Microsoft.Compute/snapshots/beginGetAccess/action",
  "Microsoft.Compute/snapshots/endGetAccess/action",
];

/**
 * Makes a resource group for snapshots. In the nodes' one, where AKS's driver takes them by default, they would be deleted
 * with the cluster; in the cluster's they would mix with what the program makes. No lock is on it, since backups expire.
 */
export function createSnapshots(
  scope: AksScope,
  { controlPlane }: AksIdentities,
  { diskEncryptionSet }: AksEncryption,
): AksSnapshots {
  // A key cannot go before the snapshots that are encrypted with it.
  const keys = diskEncryptionSet ? [diskEncryptionSet] : [];
  const resourceGroup = createResourceGroup(scope, "snapshots", scope.names.snapshotResourceGroup, keys);
  const role = assignCustomRole(
    scope,
    `${scope.prefix}-snapshots-keep`,
    { purpose: "keep snapshots of volumes", actions: snapshotActions },
    { principal: controlPlane.principalId, on: resourceGroup.id },
  );
  return { resourceGroup, resources: [role] };
}
