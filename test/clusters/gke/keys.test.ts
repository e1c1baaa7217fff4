import assert from "node:assert/strict";
import { projectNumberIn } from "../../../components/clusters/gke/agents";
import { all, only } from "../../support/plan";
import { planGke } from "./support";

const keyType = "gcp:kms/cryptoKey:CryptoKey";
const grantType = "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember";

describe("the keys of a GKE cluster", () => {
  it("rotate every 90 days and are protected in production", async () => {
    const keys = all(await planGke(), keyType);
    assert.deepEqual(keys.map(({ name }) => name).sort(), ["test-key-disks", "test-key-secrets"]);
    for (const { inputs, protect } of keys) {
      assert.equal(inputs.rotationPeriod, `${90 * 86_400}s`);
      assert.equal(protect, true);
    }
  });

  it("are in the cluster's region, in a ring whose name is not used twice", async () => {
    const { inputs } = only(await planGke({ location: "zonal" }), "gcp:kms/keyRing:KeyRing");
    assert.equal(inputs.location, "europe-west1");
    assert.equal("name" in inputs, false);
  });

  it("may be used by the service that encrypts, by the project's number if the config has it", async () => {
    const plan = await planGke({ projectNumber: "123456789012" });
    const member = (name: string) => only(plan, grantType, name).inputs.member;
    assert.equal(
      member("test-key-secrets-gke"),
      "serviceAccount:service-123456789012@container-engine-robot.iam.gserviceaccount.com",
    );
    assert.equal(
      member("test-key-disks-compute"),
      "serviceAccount:service-123456789012@compute-system.iam.gserviceaccount.com",
    );
    for (const { inputs } of all(plan, grantType))
      assert.equal(inputs.role, "roles/cloudkms.cryptoKeyEncrypterDecrypter");
  });

  it("take the project's number from GKE's service agent otherwise", async () => {
    const plan = await planGke();
    assert.equal(
      only(plan, "gcp:projects/serviceIdentity:ServiceIdentity", "test-agent-gke").inputs.service,
      "container.googleapis.com",
    );
    assert.match(
      String(only(plan, grantType, "test-key-disks-compute").inputs.member),
      /\$\{test-agent-gke\.email\}@compute-system/,
    );
  });

  it("can be kept in hardware", async () => {
    const plan = await planGke({ encryption: { protection: "hsm", rotationDays: 30 } });
    const { inputs } = only(plan, keyType, "test-key-secrets");
    assert.equal((inputs.versionTemplate as Record<string, string>).protectionLevel, "HSM");
    assert.equal(inputs.rotationPeriod, `${30 * 86_400}s`);
  });

  it("are only those that the profile wants, and none in an ephemeral stack", async () => {
    const development = await planGke({ profile: "development" });
    assert.deepEqual(
      all(development, keyType).map(({ name, protect }) => [name, protect]),
      [["test-key-secrets", false]],
    );
    const ephemeral = await planGke({ profile: "ephemeral" });
    assert.deepEqual(
      ephemeral.resources.filter(({ type }) => type.startsWith("gcp:kms/")),
      [],
    );
    const { inputs } = only(ephemeral, "gcp:container/cluster:Cluster");
    assert.deepEqual(inputs.databaseEncryption, { state: "DECRYPTED" });
  });

  it("stay with what they encrypt: snapshots of a disk have its key", async () => {
    const kept = all(await planGke(), keyType).map(({ name, retainOnDelete }) => [name, retainOnDelete]);
    assert.deepEqual(Object.fromEntries(kept), { "test-key-disks": true, "test-key-secrets": false });
    const development = await planGke({ profile: "development", encryption: { disks: true } });
    assert.ok(all(development, keyType).every(({ retainOnDelete }) => !retainOnDelete));
  });

  it("need the project's number from somewhere, and say where to write it", () => {
    assert.equal(
      projectNumberIn("service-123456789012@container-engine-robot.iam.gserviceaccount.com"),
      "123456789012",
    );
    assert.equal(projectNumberIn("${test-agent-gke.email}"), "${test-agent-gke.email}");
    for (const missing of [undefined, ""]) assert.throws(() => projectNumberIn(missing), /cluster\.projectNumber/);
  });

  it("encrypt the volumes of the default storage class", async () => {
    const storageClass = only(await planGke(), "kubernetes:storage.k8s.io/v1:StorageClass");
    const { metadata, parameters, provisioner } = storageClass.inputs as Record<string, Record<string, unknown>>;
    assert.deepEqual(metadata?.annotations, { "storageclass.kubernetes.io/is-default-class": "true" });
    assert.equal(provisioner, "pd.csi.storage.gke.io");
    assert.equal(parameters?.["disk-encryption-kms-key"], "${test-key-disks.id}");
    assert.equal(parameters?.type, "pd-balanced");
    assert.match(String(storageClass.deletedWith), /gcp:container\/cluster:Cluster::test$/);
  });

  it("are for volumes that the pools' machines take", async () => {
    const plan = await planGke({ nodePools: { main: { instance: "n4-standard-4" } } });
    const { inputs } = only(plan, "kubernetes:storage.k8s.io/v1:StorageClass");
    assert.equal((inputs.parameters as Record<string, unknown>).type, "hyperdisk-balanced");
  });

  it("do not go by pools that only take pods which ask for them", async () => {
    const taints = [{ key: "batch", value: "true", effect: "NoSchedule" }];
    const nodePools = { main: {}, batch: { instance: "n4-standard-4", taints }, arm: { instance: "c4a-standard-4" } };
    const { inputs } = only(await planGke({ nodePools }), "kubernetes:storage.k8s.io/v1:StorageClass");
    assert.equal((inputs.parameters as Record<string, unknown>).type, "pd-balanced");
  });
});
