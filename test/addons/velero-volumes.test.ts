import assert from "node:assert/strict";
import { all, planOf, problemsOf } from "../support/plan";
import { onStore, valuesOf, withSnapshots } from "./veleroStacks";

const annotation = "velero.io/csi-volumesnapshot-class_hostpath.csi.k8s.io";

describe("velero's volumes", () => {
  it("are left alone where the cluster has no snapshot class", async () => {
    const values = await valuesOf(onStore);
    assert.equal(values.configuration?.features, undefined);
    assert.equal(values.snapshotsEnabled, false);
    assert.equal(values.schedules?.daily?.template?.snapshotVolumes, false);
    assert.equal(values.deployNodeAgent, false);
  });

  it("are snapshot by the storage driver where it has one, by the class that is there", async () => {
    const values = await valuesOf(withSnapshots);
    assert.equal(values.configuration?.features, "EnableCSI");
    assert.equal(values.snapshotsEnabled, false);
    assert.equal(values.schedules?.daily?.template?.snapshotVolumes, true);
    assert.deepEqual(values.schedules?.daily?.annotations, { [annotation]: "csi-snap" });
    const plan = await planOf({ cluster: withSnapshots, addons: { velero: {} } });
    assert.equal(all(plan, "kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass").length, 0);
  });

  it("have no annotation for a driver whose name makes it longer than Kubernetes takes", async () => {
    const driver = "a-driver-with-a-name-of-more-than.example.com";
    const values = await valuesOf({ ...onStore, snapshotClass: { name: "snap", driver } });
    assert.equal(values.schedules?.daily?.annotations, undefined);
  });

  it("are moved into the store by node agents that see nothing of the node", async () => {
    const values = await valuesOf(withSnapshots, { moveSnapshotData: true });
    assert.equal(values.configuration?.defaultSnapshotMoveData, true);
    assert.equal(values.deployNodeAgent, true);
    assert.equal(values.nodeAgent?.disableHostPath, true);
  });

  it("are copied file by file on every node when asked for", async () => {
    const some = await valuesOf(onStore, { fileSystemBackup: "opt-in" });
    assert.equal(some.configuration?.defaultVolumesToFsBackup, false);
    assert.equal(some.nodeAgent?.disableHostPath, false);
    assert.deepEqual(some.nodeAgent?.tolerations, [{ operator: "Exists" }]);
    const every = await valuesOf(onStore, { fileSystemBackup: "all" });
    assert.equal(every.configuration?.defaultVolumesToFsBackup, true);
    assert.equal(every.configuration?.uploaderType, "kopia");
  });

  it("are refused a way that the cluster does not have", () => {
    const problems = (cluster: object, velero: object) => problemsOf({ cluster, addons: { velero } }).join("\n");
    assert.match(problems(onStore, { snapshots: "csi" }), /addons\.velero\.snapshots: .*cluster\.snapshotClass/);
    assert.match(problems(onStore, { snapshots: "cloud" }), /addons\.velero\.snapshots: .*csi or none/);
    assert.match(problems(onStore, { moveSnapshotData: true }), /addons\.velero\.moveSnapshotData/);
    assert.match(problems(withSnapshots, { snapshots: "none", moveSnapshotData: true }), /moveSnapshotData/);
    assert.equal(problems(withSnapshots, { moveSnapshotData: true }), "");
  });
});

describe("velero's check", () => {
  it("asks for an object store on an existing cluster, at the add-on's line", () => {
    const [problem, ...others] = problemsOf({ cluster: { cloud: "existing" }, addons: { velero: {} } });
    assert.deepEqual(others, []);
    assert.match(problem ?? "", /^stacks\/Pulumi\.test\.yaml:\d+: kubernetes-architect:addons\.velero: /);
    assert.match(problem ?? "", /allowed: .*kubernetes-architect:cluster\.objectStore/);
  });

  it("refuses to read files from nodes on which no pod may mount a folder, and takes moved snapshots there", () => {
    const problems = (velero: object) =>
      problemsOf({
        cluster: { cloud: "gke", region: "europe-west1", project: "platform-123456", mode: "autopilot" },
        addons: { velero },
      }).join("\n");
    assert.match(problems({ fileSystemBackup: "opt-in" }), /addons\.velero\.fileSystemBackup: found opt-in.*autopilot/);
    assert.equal(problems({ moveSnapshotData: true }), "");
  });

  it("refuses a namespace that a schedule both takes and leaves out", () => {
    const schedules = { odd: { cron: "0 1 * * *", includedNamespaces: ["velero", "shop"] } };
    const problems = problemsOf({ cluster: onStore, addons: { velero: { schedules } } });
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? "", /schedules\.odd\.includedNamespaces: found velero/);
  });

  it("refuses a cron schedule of six fields and a time without a unit", () => {
    const schedules = { odd: { cron: "0 0 1 * * *", ttl: "720" } };
    const problems = problemsOf({ cluster: onStore, addons: { velero: { schedules } } });
    assert.equal(problems.length, 2);
    assert.ok(problems.some((it) => it.includes("schedules.odd.cron")));
    assert.ok(problems.some((it) => it.includes("schedules.odd.ttl")));
  });
});
