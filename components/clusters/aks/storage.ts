import type { DiskEncryptionSet } from "@pulumi/azure-native/compute";
import type { ManagedCluster } from "@pulumi/azure-native/containerservice";
import type * as kubernetes from "@pulumi/kubernetes/provider";
import type * as pulumi from "@pulumi/pulumi";
import { createObject } from "../objects";
import type { AksScope } from "./scope";
import type { AksSnapshots } from "./snapshots";

/** The driver of Azure disks, for volumes and snapshots. */
export const diskDriver = "disk.csi.azure.com";
/** The name of the default storage class and of the snapshot class. */
export const className = "azure-disk";

const skus = { zone: "Premium_ZRS", local: "StandardSSD_LRS" } as const;

/** What the classes are made with. */
export interface StorageParts {
  readonly diskEncryptionSet: DiskEncryptionSet | undefined;
  readonly snapshots: AksSnapshots;
  readonly controlPlane: ManagedCluster;
  readonly provider: kubernetes.Provider;
}

/**
 * Makes the cluster's default storage class, of Azure disks that are encrypted with our key if there is one, and its
 * snapshot class. Where the cluster is protected, volumes and snapshots outlive their claims.
 * Source: azuredisk-csi-driver, docs/driver-parameters.md.
 */
export function createStorageClasses(scope: AksScope, parts: StorageParts): readonly pulumi.Resource[] {
  const { aks, prefix, parent } = scope;
  const inCluster = { parent, provider: parts.provider, deletedWith: parts.controlPlane };
  const policy = aks.deletionProtection ? "Retain" : "Delete";
  const storage = createObject(
    `${prefix}-storage-class`,
    {
      apiVersion: "storage.k8s.io/v1",
      kind: "StorageClass",
      metadata: {
        name: className,
        // AKS brings a default class as well; of two, Kubernetes takes the newer one.
        annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
      },
      fields: {
        provisioner: diskDriver,
        parameters: {
          skuName: skus[aks.diskRedundancy],
          ...(parts.diskEncryptionSet ? { diskEncryptionSetID: parts.diskEncryptionSet.id } : {}),
          // No one can make an address that the disk's content is downloaded from.
          networkAccessPolicy: "DenyAll",
          tags: tagList(scope),
        },
        // A volume is made in the zone of the pod that first uses it.
        volumeBindingMode: "WaitForFirstConsumer",
        allowVolumeExpansion: true,
        reclaimPolicy: policy,
      },
    },
    { ...inCluster, dependsOn: [parts.controlPlane] },
  );
  const snapshot = createObject(
    `${prefix}-snapshot-class`,
    {
      apiVersion: "snapshot.storage.k8s.io/v1",
      kind: "VolumeSnapshotClass",
      metadata: {
        name: className,
        // Velero finds the class by it ("Container Storage Interface Snapshot Support in Velero").
        labels: { "velero.io/csi-volumesnapshot-class": "true" },
        annotations: { "snapshot.storage.kubernetes.io/is-default-class": "true" },
      },
      fields: {
        driver: diskDriver,
        deletionPolicy: policy,
        parameters: { resourceGroup: parts.snapshots.resourceGroup.name, incremental: "true", tags: tagList(scope) },
      },
    },
    { ...inCluster, dependsOn: [parts.controlPlane, ...parts.snapshots.resources] },
  );
  return [storage, snapshot];
}

// As the driver takes them. Neither names nor values of tags may have a comma or an equals sign.
function tagList({ tags }: AksScope): string {
  return Object.entries(tags)
    .map(([name, value]) => `${name}=${value}`)
    .join(",");
}
