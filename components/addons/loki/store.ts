import type { Bucket, StoreKind } from "../../clusters/bucket";
import type { AddonContext, Values } from "../addon";
import { isPlain, type StoreKeys } from "../parts/objectStore";

/** Loki's name for each kind of store. */
export const storeType: Readonly<Record<StoreKind, string>> = { s3: "s3", azblob: "azure", gcs: "gcs" };

/** The folder in the bucket: on an existing cluster one bucket is everybody's. Loki takes letters, digits and dashes. */
export function storePrefix({ clusterName }: AddonContext): string {
  return `loki-${clusterName}`;
}

/**
 * The store as the client that Loki has from Thanos takes it; the older clients know no folders. Source: Loki
 * documentation, "Loki configuration parameters" (thanos_object_store_config); pkg/storage/bucket of Loki 3.7.6.
 */
export function storeValues(context: AddonContext, bucket: Bucket, keys: StoreKeys): Values {
  return {
    type: storeType[bucket.kind],
    use_thanos_objstore: true,
    bucketNames: { chunks: bucket.name },
    object_store: {
      type: storeType[bucket.kind],
      storage_prefix: storePrefix(context),
      ...(bucket.kind === "s3" ? { s3: s3Values(bucket, keys) } : {}),
      ...(bucket.azure === undefined ? {} : { azure: { account_name: bucket.azure.storageAccount } }),
    },
  };
}

// AWS's own chain of credentials knows Pod Identity as well as a file of keys.
function s3Values(bucket: Bucket, { caPath }: StoreKeys): Values {
  const { host, region, s3 } = bucket;
  return {
    endpoint: host,
    region,
    native_aws_auth_enabled: true,
    dualstack_enabled: false,
    insecure: isPlain(bucket),
    ...(s3 === undefined
      ? {}
      : {
          bucket_lookup_type: s3.pathStyle ? "path" : "virtual-hosted",
          // What stores that know no newer checksum take.
          send_content_md5: s3.checksumAlgorithm === "",
        }),
    ...(caPath === undefined ? {} : { http: { tls_ca_path: caPath } }),
  };
}
