import type { DiskEncryptionSet } from "@pulumi/azure-native/compute";
import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { createObject } from "../objects";
import type { AksScope } from "./scope";

/** The driver of Azure disks, for volumes and snapshots. */
export const diskDriver = "disk.csi.azure.com";
/** The name of the default storage class and of the snapshot class. */
export const className = "azure-disk";

const skus = { zone: "Premium_ZRS", local: "StandardSSD_LRS" } as const;

/** Makes the cluster's default storage class: Azure disks, encrypted with our key if there is one. */
export function createStorageClass(
  scope: AksScope,
  disks: DiskEncryptionSet | undefined,
  provider: kubernetes.Provider,
  dependsOn: readonly pulumi.Resource[],
  deletedWith: pulumi.Resource,
): pulumi.Resource {
  return createObject(
    `${scope.prefix}-storage-class`,
    {
      apiVersion: "storage.k8s.io/v1",
      kind: "StorageClass",
      metadata: {
        name: className,
        annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
      },
      fields: {
        provisioner: diskDriver,
        parameters: {
          skuName: skus[scope.aks.diskRedundancy],
          ...(disks ? { diskEncryptionSetID: disks.id } : {}),
        },
        // A volume is made in the zone of the pod that first uses it.
        volumeBindingMode: "WaitForFirstConsumer",
        allowVolumeExpansion: true,
        reclaimPolicy: "Delete",
      },
    },
    { parent: scope.parent, provider, dependsOn: [...dependsOn], deletedWith },
  );
}
