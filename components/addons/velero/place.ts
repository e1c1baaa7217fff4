import type { Bucket } from "../../clusters/bucket";
import type { Grant, VeleroFacts } from "../../clusters/cluster";
import type { AddonContext, Values } from "../addon";
import type { VeleroOptions } from "./options";

/** Where backups go and how Velero gets there. */
export interface Place {
  readonly bucket: Bucket;
  readonly facts: VeleroFacts;
  /** The folder in the bucket: one for each cluster, since Velero takes what it finds in it for its own. */
  readonly prefix: string;
}

/** @throws Error on a cluster without a place, which the check refuses before */
export function placeOf(context: AddonContext, options: VeleroOptions): Place {
  const facts = context.facts.velero;
  if (facts === undefined) throw new Error(`${context.clusterName} has no place for backups`);
  const bucket = context.bucket("backups", { noncurrentDays: options.noncurrentDays });
  return { bucket, facts, prefix: options.prefix ?? context.clusterName };
}

/** The one backup location. Backups in it are found again by any Velero that has it, so a new cluster can restore. */
export function backupLocation(
  { bucket, facts, prefix }: Place,
  { accessMode }: Pick<VeleroOptions, "accessMode">,
  grant: Grant,
): Values {
  const caCert = bucket.s3?.caCert;
  return {
    name: "default",
    default: true,
    provider: facts.provider,
    bucket: bucket.name,
    prefix,
    accessMode,
    ...(caCert === undefined ? {} : { caCert: Buffer.from(caCert).toString("base64") }),
    config: facts.backupLocation(bucket, grant),
  };
}

/** Where Velero takes snapshots by itself, through the cloud's own interface. */
export function snapshotLocation({ facts }: Place): Values {
  return { name: "default", provider: facts.provider, config: facts.snapshotLocation };
}
