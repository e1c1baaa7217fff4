import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { only } from "../../support/plan";
import { planEks, statementsIn } from "./eks";

const addons = { velero: {} };
const plan = (cluster: Readonly<Record<string, unknown>> = {}) => planEks(cluster, { addons });

describe("an object store on EKS", () => {
  it("is closed to the public in all four ways", async () => {
    const { inputs } = only(await plan(), "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
    const { blockPublicAcls, blockPublicPolicy, ignorePublicAcls, restrictPublicBuckets } = inputs;
    assert.deepEqual(
      [blockPublicAcls, blockPublicPolicy, ignorePublicAcls, restrictPublicBuckets],
      Array(4).fill(true),
    );
  });

  it("is encrypted with a key of its own, which the bucket asks for seldom", async () => {
    const type = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
    const { inputs } = only(await plan(), type);
    assert.deepEqual(inputs.rules, [
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "${one-backups-bucket.arn}" },
        bucketKeyEnabled: true,
      },
    ]);
  });

  it("keeps what is overwritten, and ends it and unfinished uploads after some days", async () => {
    const made = await plan();
    const versioning = only(made, "aws:s3/bucketVersioning:BucketVersioning");
    assert.deepEqual(versioning.inputs.versioningConfiguration, { status: "Enabled" });
    const lifecycle = only(made, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration");
    const [rule] = lifecycle.inputs.rules as Readonly<Record<string, Readonly<Record<string, unknown>>>>[];
    assert.ok(Number(rule?.noncurrentVersionExpiration?.noncurrentDays) > 0);
    assert.equal(rule?.abortIncompleteMultipartUpload?.daysAfterInitiation, 7);
  });

  it("speaks TLS only, and knows no access lists", async () => {
    const made = await plan();
    const [deny] = statementsIn(only(made, "aws:s3/bucketPolicy:BucketPolicy").inputs.policy);
    assert.equal(deny?.Effect, "Deny");
    assert.deepEqual(deny?.Condition, { Bool: { "aws:SecureTransport": "false" } });
    const ownership = only(made, "aws:s3/bucketOwnershipControls:BucketOwnershipControls");
    assert.deepEqual(ownership.inputs.rule, { objectOwnership: "BucketOwnerEnforced" });
  });

  it("has a name that no other account has taken, within S3's length", async () => {
    const name = "a".repeat(60);
    const { inputs } = only(await plan({ name, accountId: "123456789012" }), "aws:s3/bucket:Bucket");
    assert.match(String(inputs.bucket), /^[a-z0-9-]+-123456789012$/);
    assert.ok(String(inputs.bucket).length <= 63, String(inputs.bucket));
  });

  for (const [profile, kept, emptied] of [
    ["production", true, false],
    ["development", false, false],
    ["ephemeral", false, true],
  ] as const)
    it(`${kept ? "is kept" : "is not kept"} in ${profile}, ${emptied ? "and is emptied" : "never emptied"} to be deleted`, async () => {
      const bucket = only(await plan({ profile }), "aws:s3/bucket:Bucket");
      assert.equal(bucket.protect, kept);
      assert.equal(bucket.retainOnDelete, kept);
      assert.equal(bucket.inputs.forceDestroy, emptied);
    });
});
