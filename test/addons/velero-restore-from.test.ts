import assert from "node:assert/strict";
import type { Plan } from "../../planner/plan";
import { all, only, planOf, problemsOf } from "../support/plan";
import { onStore, type Tree } from "./veleroStacks";

const clusters = {
  eks: { cloud: "eks", region: "eu-west-1" },
  aks: { cloud: "aks", region: "westeurope", access: { admins: ["11111111-2222-4333-8444-555555555555"] } },
  gke: { cloud: "gke", region: "europe-west1", project: "platform-123456" },
} as const;

const account =
  "/subscriptions/22222222-3333-4444-8555-666666666666/resourceGroups/prod/providers/Microsoft.Storage/storageAccounts/prodbackups";
const awsKey = "arn:aws:kms:eu-west-1:481516234200:key/1234";
const gcpKey = "projects/p/locations/europe-west1/keyRings/prod/cryptoKeys/buckets";

/** Where the other cluster's backups are, as its stack's outputs say. */
const lost = {
  eks: { bucket: "prod-backups", prefix: "prod", resourceId: "arn:aws:s3:::prod-backups", key: awsKey },
  aks: { bucket: "prod-backups", prefix: "prod", resourceId: account },
  gke: { bucket: "prod-backups", prefix: "prod", key: gcpKey },
} as const;

type CloudName = keyof typeof clusters;

function restoring(cloud: CloudName): Promise<Plan> {
  return planOf({ cluster: clusters[cloud], addons: { velero: { restoreFrom: lost[cloud] } } });
}

function locationsOf(plan: Plan): readonly Tree[] {
  const { values } = only(plan, "kubernetes:helm.sh/v3:Release", "velero-velero").inputs;
  const { backupStorageLocation } = (values as unknown as { configuration: { backupStorageLocation: Tree[] } })
    .configuration;
  return backupStorageLocation;
}

const problems = (cluster: object, restoreFrom: object, velero: object = {}) =>
  problemsOf({ cluster, addons: { velero: { ...velero, restoreFrom } } }).join("\n");

describe("velero restoring another cluster's backups", () => {
  for (const cloud of ["eks", "aks", "gke"] as const)
    it(`on ${cloud} has the other's folder as a read-only location beside its own`, async () => {
      const [own, other, ...more] = locationsOf(await restoring(cloud));
      assert.deepEqual(more, []);
      assert.deepEqual([own?.name, own?.default, own?.accessMode], ["default", true, "ReadWrite"]);
      assert.notEqual(own?.bucket, "prod-backups");
      const { name, bucket, prefix, accessMode, provider } = other ?? {};
      assert.deepEqual([name, bucket, prefix, accessMode], ["restore-from", "prod-backups", "prod", "ReadOnly"]);
      assert.equal(provider, own?.provider);
      assert.equal(other && "default" in other, false);
    });

  it("reaches it on each cloud by the region, key, account and identity that its plugin wants", async () => {
    const config = async (cloud: CloudName) => (locationsOf(await restoring(cloud))[1] as Tree).config;
    assert.deepEqual(await config("eks"), { region: "eu-west-1", kmsKeyId: awsKey });
    assert.deepEqual(await config("aks"), {
      useAAD: "true",
      resourceGroup: "prod",
      storageAccount: "prodbackups",
      subscriptionId: "22222222-3333-4444-8555-666666666666",
      storageAccountURI: "https://prodbackups.blob.core.windows.net",
    });
    const gke = await restoring("gke");
    const [own, other] = locationsOf(gke);
    assert.deepEqual(other?.config, { serviceAccount: own?.config?.serviceAccount, kmsKeyName: gcpKey });
  });

  it("gives Velero rights on both buckets and the other's key, and waits for them", async () => {
    const eks = await restoring("eks");
    const policies = eks.resources.filter(({ type, name }) => /^aws:iam.*[pP]olicy$/.test(type) && /velero/.test(name));
    const text = JSON.stringify(policies.map(({ inputs }) => inputs));
    for (const part of ["arn:aws:s3:::prod-backups", "arn:aws:s3:::prod-backups/*", awsKey, "test-backups"])
      assert.ok(text.includes(part), part);

    const gke = await restoring("gke");
    const members = all(gke, "gcp:storage/bucketIAMMember:BucketIAMMember").filter(({ name }) => /velero/.test(name));
    assert.equal(members.filter(({ inputs }) => inputs.role === "roles/storage.objectUser").length, 2);
    assert.ok(members.some(({ inputs }) => inputs.bucket === "prod-backups"));
    const release = only(gke, "kubernetes:helm.sh/v3:Release", "velero-velero");
    assert.ok(members.every(({ urn }) => release.dependsOn.includes(urn)));

    const aks = await restoring("aks");
    const scopes = all(aks, "azure-native:authorization:RoleAssignment").map(({ inputs }) => String(inputs.scope));
    assert.ok(scopes.includes(`${account}/blobServices/default/containers/prod-backups`));
  });

  it("keeps to the same store on an existing cluster, in another folder or bucket", async () => {
    const plan = async (restoreFrom: object) =>
      locationsOf(await planOf({ cluster: onStore, addons: { velero: { restoreFrom } } }));
    const [own, other] = await plan({ prefix: "lost" });
    assert.deepEqual([own?.bucket, own?.prefix], ["platform-backups", "test"]);
    assert.deepEqual([other?.bucket, other?.prefix, other?.config], ["platform-backups", "lost", own?.config]);
    assert.equal((await plan({ prefix: "lost", bucket: "old-backups" }))[1]?.bucket, "old-backups");
  });

  it("is told by the other stack's outputs, under the option's own names", async () => {
    for (const cloud of ["eks", "aks", "gke"] as const) {
      const { outputs } = await planOf({ cluster: clusters[cloud], addons: { velero: {} } });
      const { velero } = outputs.addons as { velero: Record<string, unknown> };
      const names = ["bucket", "key", "prefix", "region", "resourceId"];
      assert.deepEqual(Object.keys(velero).sort(), names, cloud);
    }
  });

  it("is refused without what rights on the bucket are given by", () => {
    const { resourceId: _, ...nameless } = lost.eks;
    assert.match(problems(clusters.eks, nameless), /restoreFrom\.resourceId: .*the bucket's ARN/);
    assert.match(problems(clusters.eks, { ...lost.eks, resourceId: "prod-backups" }), /the bucket's ARN/);
    assert.match(
      problems(clusters.aks, { ...lost.aks, resourceId: "arn:aws:s3:::x" }),
      /storage account's resource id/,
    );
    for (const cloud of ["eks", "aks", "gke"] as const) assert.equal(problems(clusters[cloud], lost[cloud]), "", cloud);
  });

  it("is refused where it is the cluster's own folder, or names what the store already says", () => {
    assert.match(problems(onStore, { prefix: "test" }), /restoreFrom\.prefix: found "test"; allowed: another folder/);
    assert.match(problems(onStore, { prefix: "a" }, { prefix: "a" }), /restoreFrom\.prefix/);
    assert.equal(problems(onStore, { prefix: "test" }, { prefix: "a" }), "");
    assert.match(problems(onStore, { prefix: "a", bucket: "other", key: "k" }), /restoreFrom\.key: .*existing cluster/);
    assert.match(problems(clusters.gke, { prefix: "a", region: "b" }), /restoreFrom\.region: .*with bucket only/);
  });
});
