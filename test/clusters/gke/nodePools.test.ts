import assert from "node:assert/strict";
import { all, only } from "../../support/plan";
import { optionsOf, planGke } from "./support";

const type = "gcp:container/nodePool:NodePool";

async function pool(options: object, cluster: Readonly<Record<string, unknown>> = {}) {
  return only(await planGke({ ...cluster, nodePools: { main: options } }), type);
}

const nodeConfigOf = (inputs: Readonly<Record<string, unknown>>) => inputs.nodeConfig as Record<string, unknown>;

describe("node pools on GKE", () => {
  it("are hardened: own account, signed boot, our disk key, metadata of workloads only, no public address", async () => {
    const { inputs } = await pool({});
    const config = nodeConfigOf(inputs);
    assert.equal(config.serviceAccount, "${test-nodes.email}");
    assert.equal(config.imageType, "COS_CONTAINERD");
    assert.equal(config.bootDiskKmsKey, "${test-key-disks.id}");
    assert.deepEqual(config.shieldedInstanceConfig, { enableSecureBoot: true, enableIntegrityMonitoring: true });
    assert.deepEqual(config.workloadMetadataConfig, { mode: "GKE_METADATA" });
    assert.deepEqual(config.metadata, { "disable-legacy-endpoints": "true" });
    assert.deepEqual(config.kubeletConfig, { insecureKubeletReadonlyPortEnabled: "FALSE" });
    assert.deepEqual(inputs.networkConfig, { enablePrivateNodes: true });
    assert.deepEqual(inputs.management, { autoRepair: true, autoUpgrade: true });
  });

  it("count nodes over all zones, and start with the fewest", async () => {
    const { inputs } = await pool({ min: 6, max: 9 });
    assert.deepEqual(inputs.autoscaling, {
      totalMinNodeCount: 6,
      totalMaxNodeCount: 9,
      locationPolicy: "BALANCED",
    });
    assert.equal(inputs.initialNodeCount, 2);
    assert.equal((await pool({ min: 0, max: 2 })).inputs.initialNodeCount, 0);
  });

  it("are left to the autoscaler and not replaced when their fewest nodes change, and drained in time", async () => {
    const { ignoreChanges, customTimeouts } = (await optionsOf({})).get(type) ?? {};
    assert.deepEqual(ignoreChanges, ["initialNodeCount"]);
    // An hour is how long GKE waits for disruption budgets.
    assert.ok(Number.parseInt(String(customTimeouts?.delete), 10) > 60);
  });

  it("never start with more nodes than their most", async () => {
    const { inputs } = await pool({ min: 4, max: 5 });
    assert.equal(inputs.initialNodeCount, 1);
  });

  it("carry labels and taints in GKE's words", async () => {
    const taints = [
      { key: "batch", value: "true", effect: "NoSchedule" },
      { key: "slow", effect: "PreferNoSchedule" },
    ];
    const plan = await planGke({ nodePools: { rest: {}, main: { labels: { workload: "batch" }, taints } } });
    const config = nodeConfigOf(only(plan, type, "test-main").inputs);
    assert.deepEqual(config.labels, { workload: "batch" });
    assert.deepEqual(config.taints, [
      { key: "batch", value: "true", effect: "NO_SCHEDULE" },
      { key: "slow", value: "", effect: "PREFER_NO_SCHEDULE" },
    ]);
  });

  it("take spot capacity wherever it is", async () => {
    const { inputs } = await pool({ spot: true });
    assert.equal(nodeConfigOf(inputs).spot, true);
    assert.equal((inputs.autoscaling as Record<string, unknown>).locationPolicy, "ANY");
  });

  it("boot from a disk that the machine takes", async () => {
    assert.equal(nodeConfigOf((await pool({ instance: "c4a-standard-4" })).inputs).diskType, "hyperdisk-balanced");
    assert.equal(nodeConfigOf((await pool({ instance: "t2a-standard-4" })).inputs).diskType, "pd-balanced");
    assert.equal(nodeConfigOf((await pool({ diskType: "pd-ssd" })).inputs).diskType, "pd-ssd");
  });

  it("are in the zones and with the pods that the config says, of the version that GKE brings them to", async () => {
    const options = { zones: ["europe-west1-c"], maxPodsPerNode: 32, upgrade: { maxSurge: 3 } };
    const { inputs } = await pool(options);
    assert.deepEqual(inputs.nodeLocations, ["europe-west1-c"]);
    assert.equal("version" in inputs, false);
    assert.equal(inputs.maxPodsPerNode, 32);
    assert.deepEqual(inputs.upgradeSettings, { strategy: "SURGE", maxSurge: 3, maxUnavailable: 0 });
  });

  it("boot signed systems only, but where the machine's are not signed or the config says otherwise", async () => {
    const secure = async (options: object) =>
      (nodeConfigOf((await pool(options)).inputs).shieldedInstanceConfig as Record<string, unknown>).enableSecureBoot;
    assert.equal(await secure({ instance: "c4a-standard-4" }), true);
    assert.equal(await secure({ instance: "t2a-standard-4" }), false);
    assert.equal(await secure({ instance: "t2a-standard-4", secureBoot: true }), true);
    assert.equal(await secure({ secureBoot: false }), false);
  });

  it("take any pod on Arm machines where there are no others, and keep them for those that ask otherwise", async () => {
    const alone = nodeConfigOf((await pool({ instance: "c4a-standard-4" })).inputs);
    assert.deepEqual(alone.taintConfig, { architectureTaintBehavior: "NONE" });
    const mixed = await planGke({ nodePools: { main: {}, arm: { instance: "t2a-standard-4" } } });
    for (const { inputs } of all(mixed, type)) assert.equal("taintConfig" in nodeConfigOf(inputs), false);
  });

  it("wait for the way out, and go with the control plane", async () => {
    const { dependsOn, deletedWith } = await pool({});
    assert.ok(dependsOn.some((urn) => urn.endsWith("::test-nat")));
    assert.match(String(deletedWith), /gcp:container\/cluster:Cluster::test$/);
  });

  it("may do no more than write logs and metrics and pull images", async () => {
    const plan = await planGke();
    const roles = all(plan, "gcp:projects/iAMMember:IAMMember")
      .filter(({ inputs }) => inputs.member === "serviceAccount:${test-nodes.email}")
      .map(({ inputs }) => inputs.role);
    assert.deepEqual(roles.sort(), ["roles/artifactregistry.reader", "roles/container.defaultNodeServiceAccount"]);
  });
});
