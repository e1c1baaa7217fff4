import * as pulumi from "@pulumi/pulumi";
import type { AzureBucketPlace, Bucket } from "../../clusters/bucket";
import type { Grant, VeleroFacts } from "../../clusters/cluster";
import type { AddonContext, Values } from "../addon";
import { otherLocation, ownLocation } from "./names";
import type { RestoreFromOptions, VeleroOptions } from "./options";

/** A folder of a bucket: one for each cluster, since Velero takes what it finds in it for its own. */
export interface Folder {
  readonly bucket: Bucket;
  readonly prefix: string;
}

/** Where backups go, which others are restored from, and how Velero gets there. */
export interface Place {
  readonly facts: VeleroFacts;
  readonly own: Folder;
  readonly other: Folder | undefined;
}

/** @throws Error on a cluster without a place, which the check refuses before */
export function placeOf(context: AddonContext, options: VeleroOptions): Place {
  const facts = context.facts.velero;
  if (facts === undefined) throw new Error(`${context.clusterName} has no place for backups`);
  const bucket = context.bucket("backups", { noncurrentDays: options.noncurrentDays });
  const { restoreFrom } = options;
  return {
    facts,
    own: { bucket, prefix: options.prefix ?? context.clusterName },
    other: restoreFrom && { bucket: otherBucket(context, bucket, restoreFrom), prefix: restoreFrom.prefix },
  };
}

// A bucket that somebody else made: of the same store where there is one, else of the same cloud.
function otherBucket(context: AddonContext, own: Bucket, from: RestoreFromOptions): Bucket {
  if (from.bucket === undefined) return own;
  const name = pulumi.output(from.bucket);
  if (own.s3 !== undefined) return { ...own, name, resourceId: name };
  return {
    purpose: otherLocation,
    kind: own.kind,
    name,
    resourceId: pulumi.output(from.resourceId ?? from.bucket),
    region: from.region ?? context.region,
    keyId: from.key === undefined ? undefined : pulumi.output(from.key),
    azure: from.resourceId === undefined ? undefined : azurePlace(from.resourceId),
    resources: [],
  };
}

/** A storage account as Azure writes its resource id: subscription, resource group, name. */
export const storageAccountId =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.Storage\/storageAccounts\/([^/]+)$/i;

function azurePlace(resourceId: string): AzureBucketPlace | undefined {
  const [, subscription, resourceGroup, storageAccount] = storageAccountId.exec(resourceId) ?? [];
  if (subscription === undefined || resourceGroup === undefined || storageAccount === undefined) return undefined;
  return {
    subscription: pulumi.output(subscription),
    resourceGroup: pulumi.output(resourceGroup),
    storageAccount: pulumi.output(storageAccount),
  };
}

/**
 * The backup locations: the cluster's own, and the one that it restores another's backups from. Velero finds what is in
 * each of them. The other cluster's is read-only, so that nothing of it is changed, expires or is deleted from here.
 */
export function backupLocations(
  { own, other, facts }: Place,
  { accessMode }: Pick<VeleroOptions, "accessMode">,
  grant: Grant,
): readonly Values[] {
  const location = (name: string, mode: VeleroOptions["accessMode"], { bucket, prefix }: Folder): Values => {
    const caCert = bucket.s3?.caCert;
    return {
      name,
      ...(name === ownLocation ? { default: true } : {}),
      provider: facts.provider,
      bucket: bucket.name,
      prefix,
      accessMode: mode,
      ...(caCert === undefined ? {} : { caCert: Buffer.from(caCert).toString("base64") }),
      config: facts.backupLocation(bucket, grant),
    };
  };
  return [
    location(ownLocation, accessMode, own),
    ...(other === undefined ? [] : [location(otherLocation, "ReadOnly", other)]),
  ];
}

/** Where Velero takes snapshots by itself, through the cloud's own interface. */
export function snapshotLocation({ facts }: Place): Values {
  return { name: ownLocation, provider: facts.provider, config: facts.snapshotLocation };
}

/** What another stack's `restoreFrom` is told of this cluster's backups, under the names that it has there. */
export function placeOutputs({ own: { bucket, prefix } }: Place): Readonly<Record<string, pulumi.Input<string>>> {
  const where = { bucket: bucket.name, prefix };
  if (bucket.s3 !== undefined) return where;
  return {
    ...where,
    region: bucket.region,
    resourceId: bucket.resourceId,
    ...(bucket.keyId === undefined ? {} : { key: bucket.keyId }),
  };
}
