import type * as kms from "@pulumi/aws/kms";
import type { Cluster as ControlPlane } from "@pulumi/eks/cluster";
import type * as kubernetes from "@pulumi/kubernetes/provider";
import type * as pulumi from "@pulumi/pulumi";
import { createObject } from "../objects";
import type { Scope } from "./scope";

/** The names of the classes, which add-ons are told. */
export const storageClassName = "gp3";
export const snapshotClass = { name: "ebs", driver: "ebs.csi.aws.com", present: true } as const;

/** What the classes are made with. */
export interface StorageParts {
  readonly controlPlane: ControlPlane;
  readonly provider: kubernetes.Provider;
  readonly volumesKey: kms.Key;
  readonly volumes: pulumi.Resource;
  readonly snapshots: pulumi.Resource;
}

/**
 * Makes the default storage class and the snapshot class. Where the cluster is protected, volumes and snapshots outlive
 * their claims. Sources: aws-ebs-csi-driver, docs/parameters.md; Velero, "Container Storage Interface Snapshot Support".
 */
export function createStorageClasses(scope: Scope, parts: StorageParts): readonly pulumi.Resource[] {
  const { name, options, protect } = scope;
  const inCluster = { parent: options.parent, provider: parts.provider, deletedWith: parts.controlPlane };
  const policy = protect ? "Retain" : "Delete";
  const storage = createObject(
    `${name}-${storageClassName}`,
    {
      apiVersion: "storage.k8s.io/v1",
      kind: "StorageClass",
      metadata: {
        name: storageClassName,
        annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
      },
      fields: {
        provisioner: snapshotClass.driver,
        parameters: {
          type: "gp3",
          encrypted: "true",
          kmsKeyId: parts.volumesKey.arn,
          "csi.storage.k8s.io/fstype": "ext4",
        },
        reclaimPolicy: policy,
        volumeBindingMode: "WaitForFirstConsumer",
        allowVolumeExpansion: true,
      },
    },
    { ...inCluster, dependsOn: [parts.volumes] },
  );
  const snapshot = createObject(
    `${name}-snapshots`,
    {
      apiVersion: "snapshot.storage.k8s.io/v1",
      kind: "VolumeSnapshotClass",
      metadata: {
        name: snapshotClass.name,
        labels: { "velero.io/csi-volumesnapshot-class": "true" },
        annotations: { "snapshot.storage.kubernetes.io/is-default-class": "true" },
      },
      fields: { driver: snapshotClass.driver, deletionPolicy: policy },
    },
    { ...inCluster, dependsOn: [parts.snapshots] },
  );
  return [storage, snapshot];
}
