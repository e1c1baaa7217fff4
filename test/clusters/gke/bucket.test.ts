import assert from "node:assert/strict";
import { backups, named, useGke } from "./support";

async function bucket(options: Readonly<Record<string, unknown>>) {
  const used = await useGke(options, (cluster) => {
    const { name, resourceId, region, keyId } = backups(cluster);
    return { name, resourceId, region, ...(keyId === undefined ? {} : { keyId }) };
  });
  return { ...used, bucket: named(used.resources, "gcp:storage/bucket:Bucket", "test-backups") };
}

describe("a bucket on Google Cloud", () => {
  it("is private, versioned, encrypted with our key, and cleans up after itself", async () => {
    const { inputs } = (await bucket({})).bucket;
    assert.equal(inputs.name, "acme-platform-test-backups");
    assert.equal(inputs.location, "EUROPE-WEST1");
    assert.equal(inputs.uniformBucketLevelAccess, true);
    assert.equal(inputs.publicAccessPrevention, "enforced");
    assert.deepEqual(inputs.versioning, { enabled: true });
    assert.deepEqual(inputs.encryption, { defaultKmsKeyName: "${test-key-buckets.id}" });
    assert.deepEqual(inputs.softDeletePolicy, { retentionDurationSeconds: 604_800 });
    assert.deepEqual(inputs.lifecycleRules, [
      { action: { type: "Delete" }, condition: { daysSinceNoncurrentTime: 14, withState: "ARCHIVED" } },
      { action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: 7 } },
    ]);
  });

  it("is not lost in production, nor is its key", async () => {
    const { resources, bucket: made } = await bucket({});
    const key = named(resources, "gcp:kms/cryptoKey:CryptoKey", "test-key-buckets");
    for (const { protect, retainOnDelete } of [made, key]) assert.deepEqual([protect, retainOnDelete], [true, true]);
    assert.equal(made.inputs.forceDestroy, false);
  });

  it("waits for Cloud Storage to be allowed to use the key", async () => {
    const { resources, bucket: made } = await bucket({ projectNumber: "123456789012" });
    const grant = named(resources, "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember", "test-key-buckets-storage");
    assert.ok(made.dependsOn.includes(grant.urn));
    assert.equal(grant.inputs.role, "roles/cloudkms.cryptoKeyEncrypterDecrypter");
  });

  it("asks Cloud Storage for its agent, which makes it, once the APIs are on", async () => {
    const { resources } = await bucket({ projectNumber: "123456789012" });
    const grant = named(resources, "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember", "test-key-buckets-storage");
    assert.equal(grant.inputs.member, "${getProjectServiceAccount.member}");
    const ring = named(resources, "gcp:kms/keyRing:KeyRing", "test-keys");
    assert.ok(grant.dependsOn.includes(ring.urn));
    const identities = resources.filter(({ type }) => type === "gcp:projects/serviceIdentity:ServiceIdentity");
    assert.deepEqual(
      identities.map(({ inputs }) => inputs.service),
      ["container.googleapis.com"],
    );
  });

  it("goes with all that is in it in an ephemeral stack only", async () => {
    const ephemeral = (await bucket({ profile: "ephemeral" })).bucket;
    assert.equal(ephemeral.inputs.forceDestroy, true);
    assert.equal("encryption" in ephemeral.inputs, false);
    assert.deepEqual(ephemeral.inputs.softDeletePolicy, { retentionDurationSeconds: 0 });
    assert.equal(ephemeral.retainOnDelete, false);
    assert.equal((await bucket({ profile: "development" })).bucket.inputs.forceDestroy, false);
  });

  it("tells where it is", async () => {
    const { outputs } = await bucket({});
    assert.deepEqual(outputs, {
      name: "acme-platform-test-backups",
      resourceId: "acme-platform-test-backups",
      region: "europe-west1",
      keyId: "${test-key-buckets.id}",
    });
  });
});
