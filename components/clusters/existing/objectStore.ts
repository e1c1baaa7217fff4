import * as pulumi from "@pulumi/pulumi";
import type { ExistingConfig } from "../../config/clusters";
import type { Bucket } from "../bucket";
import type { VeleroFacts } from "../cluster";

/** The S3-compatible store of an existing cluster, as its config says it. */
export type ObjectStoreConfig = NonNullable<ExistingConfig["objectStore"]>;

/**
 * The store's bucket. Every purpose gets the same one, so whoever uses it keeps to a prefix of its own; nothing is made
 * and nothing is waited for.
 */
export function storedBucket(purpose: string, store: ObjectStoreConfig): Bucket {
  return {
    purpose,
    kind: "s3",
    host: store.endpoint.replace(/^https?:\/\//, "").replace(/\/+$/, ""),
    name: pulumi.output(store.bucket),
    resourceId: pulumi.output(store.bucket),
    region: store.region,
    keyId: undefined,
    azure: undefined,
    s3: {
      endpoint: store.endpoint.replace(/\/+$/, ""),
      pathStyle: store.pathStyle,
      checksumAlgorithm: store.checksum === "none" ? "" : store.checksum,
      caCert: store.caCert,
      credentials: credentialsFile(store),
    },
    resources: [],
  };
}

// The form is that of "Configuration and credential file settings" in the AWS CLI's documentation.
function credentialsFile({ accessKeyId, secretAccessKey }: ObjectStoreConfig): pulumi.Output<string> {
  const id = pulumi.secret(accessKeyId.reveal());
  const key = pulumi.secret(secretAccessKey.reveal());
  return pulumi.interpolate`[default]\naws_access_key_id=${id}\naws_secret_access_key=${key}\n`;
}

/**
 * How Velero reaches the store: its AWS plugin speaks S3 to any of them. Key names: backupstoragelocation.md of
 * velero-plugin-for-aws. The plugin sends CRC32 checksums unless told otherwise, and takes an empty text for none.
 */
export const s3VeleroFacts: VeleroFacts = {
  provider: "aws",
  plugin: "velero-plugin-for-aws",
  backupLocation: ({ region, s3 }) => ({
    region,
    ...(s3 === undefined
      ? {}
      : {
          s3Url: s3.endpoint,
          s3ForcePathStyle: String(s3.pathStyle),
          checksumAlgorithm: s3.checksumAlgorithm,
        }),
  }),
  snapshotLocation: {},
};
