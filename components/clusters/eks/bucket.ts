import { Bucket as S3Bucket } from "@pulumi/aws/s3/bucket";
import { BucketLifecycleConfiguration } from "@pulumi/aws/s3/bucketLifecycleConfiguration";
import { BucketOwnershipControls } from "@pulumi/aws/s3/bucketOwnershipControls";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock";
import { BucketServerSideEncryptionConfiguration } from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration";
import { BucketVersioning } from "@pulumi/aws/s3/bucketVersioning";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../config/values/names";
import type { Bucket, BucketOptions } from "../bucket";
import { createKey } from "./keys";
import { policyDocument } from "./policy";
import type { AccountScope } from "./scope";

const accountIdLength = 12;
const maxName = 63;

/**
 * Makes a private S3 bucket with a key of its own. Its name ends in the account's id, since bucket names are shared by
 * all of AWS.
 */
export function createBucket(scope: AccountScope, purpose: string, options: BucketOptions): Bucket {
  const { name, region, protect, tags } = scope;
  const part = `${name}-${purpose}`;
  const kept = { ...scope.options, protect, retainOnDelete: protect };
  const key = createKey(scope, `${purpose}-bucket`, `Bucket ${purpose} of ${name}`);
  const prefix = physicalName({ max: maxName - accountIdLength - 1, separator: "-" }, name, purpose, region);
  const bucket = new S3Bucket(
    part,
    {
      bucket: pulumi.interpolate`${prefix}-${scope.accountId}`,
      forceDestroy: scope.cluster.profile === "ephemeral",
      tags,
    },
    kept,
  );
  // A bucket that is kept stays closed.
  const ruleOptions = { ...scope.options, retainOnDelete: protect };
  const rules = [
    ...createRules(ruleOptions, part, bucket, options),
    new BucketServerSideEncryptionConfiguration(
      part,
      {
        bucket: bucket.id,
        rules: [
          {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
            bucketKeyEnabled: true,
          },
        ],
      },
      ruleOptions,
    ),
  ];
  return {
    purpose,
    kind: "s3",
    // Source: "Amazon Simple Storage Service endpoints and quotas".
    host: `s3.${region}.amazonaws.com`,
    name: bucket.bucket,
    resourceId: bucket.arn,
    region,
    keyId: key.arn,
    azure: undefined,
    resources: [bucket, key, ...rules],
  };
}

function createRules(
  options: pulumi.CustomResourceOptions,
  part: string,
  bucket: S3Bucket,
  { noncurrentDays }: BucketOptions,
): readonly pulumi.Resource[] {
  const of = { bucket: bucket.id };
  const closed = new BucketPublicAccessBlock(
    part,
    { ...of, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    options,
  );
  const versioning = new BucketVersioning(part, { ...of, versioningConfiguration: { status: "Enabled" } }, options);
  return [
    closed,
    versioning,
    new BucketOwnershipControls(part, { ...of, rule: { objectOwnership: "BucketOwnerEnforced" } }, options),
    new BucketLifecycleConfiguration(
      part,
      {
        ...of,
        rules: [
          {
            id: "old-versions",
            status: "Enabled",
            filter: { prefix: "" },
            noncurrentVersionExpiration: { noncurrentDays },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
            expiration: { expiredObjectDeleteMarker: true },
          },
        ],
      },
      { ...options, dependsOn: [versioning] },
    ),
    new BucketPolicy(
      part,
      { ...of, policy: tlsOnly(bucket) },
      // S3 takes one change of a bucket's policies at a time.
      { ...options, dependsOn: [closed] },
    ),
  ];
}

// Source: "Security best practices for Amazon S3", enforce encryption of data in transit.
function tlsOnly({ arn }: S3Bucket): pulumi.Output<string> {
  return policyDocument([
    {
      Sid: "OnlyOverTls",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [arn, pulumi.interpolate`${arn}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ]);
}
