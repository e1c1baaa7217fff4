import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { commonDiskType } from "../../config/clusters/gkePools";
import { createObject } from "../objects";
import type { GkeKey } from "./keys";
import type { GkeSite } from "./site";

export const storageClassName = "encrypted";

/** The driver of persistent disks, which GKE brings along. */
export const diskDriver = "pd.csi.storage.gke.io";

/** The disk type of volumes: the one written, or the balanced one that the pools' machines take. */
export function volumeTypeOf({ config, autopilot }: GkeSite): string {
  return config.volumeType ?? (autopilot ? undefined : commonDiskType(config.nodePools)) ?? "pd-balanced";
}

/**
 * Makes the default storage class. GKE's own default stays: of several, Kubernetes takes the newest. A volume is made
 * in the zone of its first pod, and can grow. Source: GKE, "Using customer-managed encryption keys".
 */
export function createStorageClass(
  site: GkeSite,
  key: GkeKey | undefined,
  controlPlane: pulumi.Resource,
  parent: pulumi.Resource,
  provider: kubernetes.Provider,
): pulumi.Resource {
  return createObject(
    `${site.name}-storage-class`,
    {
      apiVersion: "storage.k8s.io/v1",
      kind: "StorageClass",
      metadata: {
        name: storageClassName,
        annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
      },
      fields: {
        provisioner: diskDriver,
        parameters: {
          type: volumeTypeOf(site),
          labels: Object.entries(site.labels)
            .map(([label, value]) => `${label}=${value}`)
            .join(","),
          ...(key === undefined ? {} : { "disk-encryption-kms-key": key.id }),
        },
        volumeBindingMode: "WaitForFirstConsumer",
        allowVolumeExpansion: true,
        reclaimPolicy: "Delete",
      },
    },
    { parent, provider, deletedWith: controlPlane, dependsOn: [...(key?.resources ?? [])] },
  );
}
