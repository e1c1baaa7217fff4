import assert from "node:assert/strict";
import type { Cluster, Grant } from "../../../components/clusters/cluster";
import type { Permission } from "../../../components/clusters/permissions";
import type { PlannedResource } from "../../../planner/resource";
import { backups, named, useGke } from "./support";

const subject = { namespace: "velero", serviceAccount: "velero" };

function granting(permissions: (cluster: Cluster) => readonly Permission[]) {
  return useGke({}, (cluster) => shown(cluster.grant("velero-velero", subject, permissions(cluster))));
}

function shown({ annotations, labels, podLabels }: Grant): Record<string, unknown> {
  return { annotations, labels, podLabels };
}

function made(resources: readonly PlannedResource[]): readonly PlannedResource[] {
  return resources.filter(({ name }) => name.startsWith("test-velero-velero") || name.startsWith("test-role-"));
}

const member = "serviceAccount:${test-velero-velero.email}";

describe("grants on GKE", () => {
  it("tie a service account of the cluster to a Google one of its own, once the identity pool is there", async () => {
    const { resources, outputs } = await granting(() => [{ kind: "volumes.snapshot" }]);
    assert.deepEqual(outputs.annotations, { "iam.gke.io/gcp-service-account": "${test-velero-velero.email}" });
    const account = named(resources, "gcp:serviceaccount/account:Account", "test-velero-velero");
    assert.equal(account.inputs.accountId, "test-velero-velero");
    const identity = named(resources, "gcp:serviceaccount/iAMMember:IAMMember", "test-velero-velero-identity");
    assert.equal(identity.inputs.role, "roles/iam.workloadIdentityUser");
    assert.equal(identity.inputs.member, "serviceAccount:acme-platform.svc.id.goog[velero/velero]");
    assert.ok(identity.dependsOn.some((urn) => urn.endsWith("gcp:container/cluster:Cluster::test")));
  });

  it("keep a long account id within 30 characters, and two of them apart", async () => {
    const { resources } = await useGke({ name: "a-cluster-with-quite-a-long-name" }, (cluster) => {
      for (const name of ["external-secrets-reader", "external-secrets-writer"])
        cluster.grant(name, subject, [{ kind: "volumes.snapshot" }]);
      return {};
    });
    const ids = resources.filter(({ type }) => type.endsWith(":Account")).map(({ inputs }) => inputs.accountId);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.match(String(id), /^[a-z][-a-z0-9]{4,28}[a-z0-9]$/);
  });

  it("make nothing without permissions, nor for what GKE does by itself", async () => {
    const none = await granting(() => []);
    assert.deepEqual([made(none.resources), none.outputs.annotations], [[], {}]);
    const itself = await granting(() => [
      { kind: "nodes.autoscale" },
      { kind: "loadBalancers.manage" },
      { kind: "prices.read" },
    ]);
    assert.deepEqual([made(itself.resources), itself.outputs.annotations], [[], {}]);
  });

  it("give objects of one bucket, and the signing of their addresses as itself only", async () => {
    const { resources } = await granting((cluster) => [{ kind: "objectStore.readWrite", bucket: backups(cluster) }]);
    const bucket = named(resources, "gcp:storage/bucketIAMMember:BucketIAMMember", "test-velero-velero-write-backups");
    assert.equal(bucket.inputs.role, "roles/storage.objectUser");
    assert.equal(bucket.inputs.bucket, "acme-platform-test-backups");
    assert.equal(bucket.inputs.member, member);
    const role = named(resources, "gcp:projects/iAMCustomRole:IAMCustomRole", "test-role-sign-urls");
    assert.deepEqual(role.inputs.permissions, ["iam.serviceAccounts.signBlob"]);
    const sign = named(resources, "gcp:serviceaccount/iAMMember:IAMMember", "test-velero-velero-sign-urls");
    assert.equal(sign.inputs.serviceAccountId, "${test-velero-velero.name}");
    const inProject = resources.filter(
      ({ type, inputs }) => type === "gcp:projects/iAMMember:IAMMember" && inputs.member === member,
    );
    assert.deepEqual(inProject, []);
  });

  it("keep writing when the same bucket may be read too", async () => {
    const { resources } = await granting((cluster) => {
      const bucket = backups(cluster);
      return [
        { kind: "objectStore.readWrite", bucket },
        { kind: "objectStore.read", bucket },
      ];
    });
    const roles = resources.filter(({ type }) => type.endsWith(":BucketIAMMember")).map(({ inputs }) => inputs.role);
    assert.deepEqual(roles.sort(), [
      "roles/storage.legacyBucketReader",
      "roles/storage.objectUser",
      "roles/storage.objectViewer",
    ]);
  });

  it("give snapshots by a role of nothing else, made once", async () => {
    const { resources } = await useGke({}, (cluster) => {
      for (const name of ["one", "two"]) cluster.grant(name, subject, [{ kind: "volumes.snapshot" }]);
      return {};
    });
    const roles = resources.filter(({ type }) => type.endsWith(":IAMCustomRole"));
    assert.equal(roles.length, 1);
    const permissions = roles[0]?.inputs.permissions as string[];
    assert.ok(permissions.includes("compute.disks.createSnapshot"));
    assert.ok(permissions.every((it) => /^compute\.(disks|snapshots|projects|zones)\./.test(it)));
  });

  it("name a role anew with each cluster, since the id of a deleted one stays taken for weeks", async () => {
    const { resources } = await useGke({ name: "a-cluster-with-a-name-of-40-characters-i" }, (cluster) => {
      cluster.grant("one", subject, [{ kind: "volumes.snapshot" }]);
      return {};
    });
    const [role] = resources.filter(({ type }) => type.endsWith(":IAMCustomRole"));
    const [, start = "", once] = /^(.*)_\$\{(.*)\}$/.exec(String(role?.inputs.roleId)) ?? [];
    assert.equal(once, "a-cluster-with-a-name-of-40-characters-i-nodes.uniqueId");
    assert.match(start, /^[a-z0-9_]+$/);
    const digits = 21;
    assert.ok(start.length + 1 + digits <= 64, start);
  });

  it("give secrets of one prefix, a key and a zone, and no more of them", async () => {
    const key = "projects/p/locations/l/keyRings/r/cryptoKeys/vault";
    const { resources } = await granting(() => [
      { kind: "secrets.read", prefix: "prod-" },
      { kind: "keys.unseal", key },
      { kind: "dns.edit", zone: "example-com" },
    ]);
    const secrets = named(resources, "gcp:projects/iAMMember:IAMMember", "test-velero-velero-secrets-prod-");
    assert.equal(secrets.inputs.role, "roles/secretmanager.secretAccessor");
    assert.equal(
      (secrets.inputs.condition as Record<string, string>).expression,
      'resource.name.extract("/secrets/{secret}").startsWith("prod-")',
    );
    const onKey = resources.filter(({ inputs }) => inputs.cryptoKeyId === key).map(({ inputs }) => inputs.role);
    assert.deepEqual(onKey.sort(), ["roles/cloudkms.cryptoKeyEncrypterDecrypter", "roles/cloudkms.viewer"]);
    const zone = named(
      resources,
      "gcp:dns/dnsManagedZoneIamMember:DnsManagedZoneIamMember",
      "test-velero-velero-dns-example-com",
    );
    assert.equal(zone.inputs.managedZone, "example-com");
    assert.equal(
      named(resources, "gcp:projects/iAMMember:IAMMember", "test-velero-velero-dns-list").inputs.role,
      "roles/dns.reader",
    );
  });

  it("tell Velero whom it acts as and the key of its backups", async () => {
    const { outputs } = await useGke({}, (cluster) => {
      const bucket = backups(cluster);
      const grant = cluster.grant("velero-velero", subject, [{ kind: "objectStore.readWrite", bucket }]);
      const { velero } = cluster.facts;
      return {
        provider: velero?.provider,
        backup: velero?.backupLocation(bucket, grant),
        snapshot: velero?.snapshotLocation,
      };
    });
    assert.equal(outputs.provider, "gcp");
    assert.deepEqual(outputs.backup, {
      serviceAccount: "${test-velero-velero.email}",
      kmsKeyName: "${test-key-buckets.id}",
    });
    assert.deepEqual(outputs.snapshot, { project: "acme-platform", snapshotLocation: "europe-west1" });
  });
});
