import assert from "node:assert/strict";
import { only, planOf } from "../../support/plan";
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

  it("of spot capacity carries the taint and the label that AKS requires, besides its own", async () => {
    const inputs = await pool({ spot: true, labels: { a: "b" }, taints: [{ key: "batch", effect: "NoSchedule" }] });
    assert.deepEqual(
      [inputs.scaleSetPriority, inputs.scaleSetEvictionPolicy, inputs.spotMaxPrice],
      ["Spot", "Delete", -1],
    );
    assert.deepEqual(inputs.nodeTaints, ["batch=:NoSchedule", "kubernetes.azure.com/scalesetpriority=spot:NoSchedule"]);
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
