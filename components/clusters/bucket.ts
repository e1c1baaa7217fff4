import type * as pulumi from "@pulumi/pulumi";

/** What an object store speaks: S3's interface (AWS, and most stores that are none of a cloud's), Azure's or Google's. */
export type StoreKind = "s3" | "azblob" | "gcs";

/** A private, versioned, encrypted object store in the cluster's region, protected as the profile says. */
export interface Bucket {
  readonly purpose: string;
  readonly kind: StoreKind;
  /** The host, and its port if that is not the scheme's own, that S3's interface is at; only where the kind is s3. */
  readonly host?: string | undefined;
  /** The bucket's (AWS, Google Cloud) or the container's (Azure) name. */
  readonly name: pulumi.Output<string>;
  /** What a permission on it is granted on: an ARN, a resource id of the storage account, or the bucket's name. */
  readonly resourceId: pulumi.Output<string>;
  readonly region: string;
  /** The customer-managed key that its objects are encrypted with: an ARN or a resource id. */
  readonly keyId: pulumi.Output<string> | undefined;
  /** Where Azure keeps it; undefined elsewhere. */
  readonly azure: AzureBucketPlace | undefined;
  /** How to reach a store that is reached with keys; undefined on the clouds, where workload identity does it. */
  readonly s3?: S3Access | undefined;
  /** What must exist before anything uses the bucket: the bucket itself and its policies. */
  readonly resources: readonly pulumi.Resource[];
}

export interface AzureBucketPlace {
  readonly storageAccount: pulumi.Output<string>;
  readonly resourceGroup: pulumi.Output<string>;
  readonly subscription: pulumi.Output<string>;
}

/** How an S3-compatible store is reached that no workload identity opens. */
export interface S3Access {
  /** Its address, such as `https://minio.example.com:9000`. */
  readonly endpoint: string;
  /** The bucket is in the path and not in the host name. */
  readonly pathStyle: boolean;
  /** The algorithm of the checksum sent with each object; empty for none. */
  readonly checksumAlgorithm: string;
  /** The authority that signed its certificate, in PEM form; undefined for a public one. */
  readonly caCert: string | undefined;
  /** The keys as an AWS shared credentials file with the profile `default`. A secret. */
  readonly credentials: pulumi.Output<string>;
}

/** How long things stay in a bucket. */
export interface BucketOptions {
  /** Days after which an overwritten or deleted object's old version goes. */
  readonly noncurrentDays: number;
}
