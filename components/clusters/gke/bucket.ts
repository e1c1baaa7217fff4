import { Bucket as StorageBucket } from "@pulumi/gcp/storage/bucket";
import type * as pulumi from "@pulumi/pulumi";
import type { Profile } from "../../config/clusters/common";
import type { Bucket, BucketOptions } from "../bucket";
import type { GkeKey } from "./keys";
import { bucketNameOf } from "./names";
import type { GkeSite } from "./site";

const week = 7;
const secondsADay = 86_400;

/** Days in which a deleted object can be brought back, versions or not. */
const softDeleteDays: Readonly<Record<Profile, number>> = { production: week, development: week, ephemeral: 0 };

/** Makes an object store of Cloud Storage: private, versioned, encrypted, and in production not to be lost. */
export function createBucket(
  site: GkeSite,
  purpose: string,
  { noncurrentDays }: BucketOptions,
  key: GkeKey | undefined,
  parent: pulumi.Resource,
  dependsOn: readonly pulumi.Resource[],
): Bucket {
  const { name, project, region, labels, protect, config } = site;
  const bucket = new StorageBucket(
    `${name}-${purpose}`,
    {
      name: bucketNameOf(project, name, purpose),
      project,
      location: region.toUpperCase(),
      storageClass: "STANDARD",
      uniformBucketLevelAccess: true,
      publicAccessPrevention: "enforced",
      versioning: { enabled: true },
      softDeletePolicy: { retentionDurationSeconds: softDeleteDays[config.profile] * secondsADay },
      lifecycleRules: [
        {
          action: { type: "Delete" },
          condition: { daysSinceNoncurrentTime: noncurrentDays, withState: "ARCHIVED" },
        },
        { action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: week } },
      ],
      labels: { ...labels, purpose },
      forceDestroy: config.profile === "ephemeral",
      ...(key === undefined ? {} : { encryption: { defaultKmsKeyName: key.id } }),
    },
    { parent, protect, retainOnDelete: protect, dependsOn: [...dependsOn, ...(key?.resources ?? [])] },
  );
  return {
    purpose,
    kind: "gcs",
    name: bucket.name,
    resourceId: bucket.name,
    region,
    keyId: key?.id,
    azure: undefined,
    resources: [bucket],
  };
}
