import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { createCluster } from "../../../components/clusters/aks";
import { Platform } from "../../../components/platform";
import { record } from "../../../planner/recorder";
import { all, configOf, only, planOf } from "../../support/plan";
import { aks } from "./stacks";

const type = "azure-native:containerservice:AgentPool";

async function pool(options: Record<string, unknown>, cluster: Record<string, unknown> = {}) {
  const plan = await planOf({ cluster: aks({ ...cluster, nodePools: { plain: {}, work: options } }) });
  return only(plan, type, "test-aks-pool-work").inputs;
}

describe("an agent pool on AKS", () => {
  it("scales between its bounds on private, encrypted nodes over all zones", async () => {
    const inputs = await pool({ min: 2, max: 9 });
    assert.deepEqual([inputs.enableAutoScaling, inputs.minCount, inputs.maxCount], [true, 2, 9]);
    assert.equal(inputs.enableNodePublicIP, false);
    assert.equal(inputs.enableEncryptionAtHost, true);
    assert.deepEqual(inputs.availabilityZones, ["1", "2", "3"]);
    assert.deepEqual([inputs.mode, inputs.osSKU, inputs.maxPods], ["User", "AzureLinux", 110]);
    assert.equal("scaleSetPriority" in inputs, false);
  });

  it("says how many nodes it starts with, which Azure asks for although the autoscaler counts from then on", async () => {
    assert.equal((await pool({ min: 2, max: 9 })).count, 2);
    assert.equal((await pool({ min: 0, max: 9 })).count, 0);
  });

  it("waits for the one before it, since Azure works on one pool of a cluster at a time", async () => {
    const plan = await planOf({ cluster: aks({ nodePools: { one: {}, two: {}, three: {} } }) });
    const before = all(plan, type).map(({ dependsOn }) => dependsOn.filter((urn) => urn.includes("AgentPool::")));
    assert.deepEqual(before.map((urns) => urns.length).toSorted(), [0, 1, 1]);
    assert.equal(new Set(before.flat()).size, 2);
  });

  it("is made first where any pod starts on it, wherever it stands in the config", async () => {
    const taints = [{ key: "gpu", value: "true", effect: "NoSchedule" }];
    const plan = await planOf({ cluster: aks({ nodePools: { gpu: { taints }, plain: {} } }) });
    const waits = only(plan, type, "test-aks-pool-gpu").dependsOn;
    assert.ok(waits.includes(only(plan, type, "test-aks-pool-plain").urn));
  });

  it("goes with its cluster and not by itself", async () => {
    const plan = await planOf({ cluster: aks() });
    assert.match(String(only(plan, type).deletedWith), /::test-aks-control-plane$/);
  });

  it("is replaced for what Azure never changes of it, the old one first, since the name is taken", async () => {
    const options: pulumi.CustomResourceOptions[] = [];
    const config = configOf({ cluster: aks() });
    await record(config.project, config.stack, async () => {
      pulumi.runtime.registerStackTransformation(({ type: its, opts }) => {
        if (its === type) options.push(opts);
        return undefined;
      });
      new Platform(config, createCluster);
      return {};
    });
    const [found] = options;
    assert.deepEqual([found?.deleteBeforeReplace, found?.ignoreChanges], [true, ["count"]]);
    for (const property of ["osDiskSizeGB", "osDiskType", "maxPods", "availabilityZones"])
      assert.ok(found?.replaceOnChanges?.includes(property), property);
  });

  it("of spot capacity carries the taint and the label that AKS requires, besides its own", async () => {
    const inputs = await pool({
      spot: true,
      labels: { a: "b" },
      taints: [{ key: "batch", value: "yes", effect: "NoSchedule" }],
    });
    assert.deepEqual(
      [inputs.scaleSetPriority, inputs.scaleSetEvictionPolicy, inputs.spotMaxPrice],
      ["Spot", "Delete", -1],
    );
    assert.deepEqual(inputs.nodeTaints, [
      "batch=yes:NoSchedule",
      "kubernetes.azure.com/scalesetpriority=spot:NoSchedule",
    ]);
    assert.deepEqual(inputs.nodeLabels, { a: "b", "kubernetes.azure.com/scalesetpriority": "spot" });
    assert.equal("upgradeSettings" in inputs, false);
  });

  it("has its OS disk on the host where the size has room for it", async () => {
    const type = async (options: Record<string, unknown>) => (await pool(options)).osDiskType;
    assert.equal(await type({ instance: "Standard_D4ds_v5", diskGiB: 150 }), "Ephemeral");
    assert.equal(await type({ instance: "Standard_D4ds_v5", diskGiB: 151 }), "Managed");
    assert.equal(await type({ instance: "Standard_D4s_v5" }), "Managed");
    assert.equal(await type({ instance: "Standard_D4ds_v5", osDisk: "managed" }), "Managed");
  });

  it("runs the cluster's version unless it is held back", async () => {
    assert.equal((await pool({})).orchestratorVersion, "1.35");
    assert.equal((await pool({ version: "1.34" })).orchestratorVersion, "1.34");
  });

  it("leaves the system pool to AKS's own pods", async () => {
    const plan = await planOf({ cluster: aks() });
    const [system] = only(plan, "azure-native:containerservice:ManagedCluster").inputs.agentPoolProfiles as [
      Record<string, unknown>,
    ];
    assert.deepEqual([system.mode, system.nodeTaints], ["System", ["CriticalAddonsOnly=true:NoSchedule"]]);
    assert.deepEqual([system.minCount, system.maxCount, system.count], [3, 5, 3]);
  });
});
