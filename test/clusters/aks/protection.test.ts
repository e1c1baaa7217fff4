import assert from "node:assert/strict";
import { all, only, planOf } from "../../support/plan";
import { aks, planWith } from "./stacks";

const lock = "azure-native:authorization:ManagementLockAtResourceGroupLevel";

describe("deletion protection on AKS", () => {
  it("locks the resource group and protects what holds data", async () => {
    const plan = await planOf({ cluster: aks() });
    assert.equal(only(plan, lock).inputs.level, "CanNotDelete");
    const protectedTypes = plan.resources.filter(({ protect }) => protect).map(({ type }) => type);
    for (const type of ["containerservice:ManagedCluster", "keyvault:Key", "compute:DiskEncryptionSet"])
      assert.ok(protectedTypes.includes(`azure-native:${type}`), type);
  });

  it("is lifted before anything in the group is deleted, grants and buckets included", async () => {
    const { resources } = await planWith({}, (cluster) => {
      const bucket = cluster.bucket("backups", { noncurrentDays: 30 });
      cluster.grant("velero", { namespace: "velero", serviceAccount: "velero" }, [
        { kind: "objectStore.readWrite", bucket },
      ]);
      return {};
    });
    const [found] = resources.filter(({ type }) => type === lock);
    const before = found?.dependsOn.map((urn) => urn.split("::").at(-1)) ?? [];
    for (const name of ["backups-store", "backups-container", "velero-right-1", "velero-identity", "pool-general"])
      assert.ok(before.includes(`test-aks-${name}`), `the lock waits for ${name}`);
  });

  it("goes with the option", async () => {
    const plan = await planOf({ cluster: aks({ deletionProtection: false }) });
    assert.deepEqual(all(plan, lock), []);
    assert.deepEqual(
      plan.resources.filter(({ protect }) => protect),
      [],
    );
  });
});

describe("the profiles of a cluster on AKS", () => {
  for (const profile of ["development", "ephemeral"])
    it(`${profile} is cheap and unprotected, and still private`, async () => {
      const plan = await planOf({ cluster: aks({ profile }) });
      const { inputs } = only(plan, "azure-native:containerservice:ManagedCluster");
      assert.deepEqual(inputs.sku, { name: "Base", tier: "Free" });
      for (const type of [
        "keyvault:Vault",
        "operationalinsights:Workspace",
        "authorization:ManagementLockAtResourceGroupLevel",
      ])
        assert.deepEqual(all(plan, `azure-native:${type}`), [], type);
      assert.equal(inputs.disableLocalAccounts, true);
      assert.equal((inputs.apiServerAccessProfile as Record<string, unknown>).enablePrivateCluster, true);
      assert.deepEqual(only(plan, "azure-native:containerservice:AgentPool").inputs.availabilityZones, ["1"]);
    });
});

describe("the logs of a cluster on AKS", () => {
  it("go to a workspace that keeps them, keys' use included", async () => {
    const plan = await planOf({ cluster: aks({ monitoring: { retentionDays: 365 } }) });
    assert.equal(only(plan, "azure-native:operationalinsights:Workspace").inputs.retentionInDays, 365);
    const settings = all(plan, "azure-native:monitor:DiagnosticSetting");
    assert.deepEqual(
      settings.map(({ inputs }) => inputs.resourceUri),
      ["${test-aks-control-plane.id}", "${test-aks-vault.id}"],
    );
    assert.ok(settings[0]);
    const categories = (settings[0].inputs.logs as { category: string }[]).map(({ category }) => category);
    assert.ok(categories.includes("kube-audit-admin") && categories.includes("guard"));
  });

  it("of containers have a rule that the agent finds", async () => {
    const plan = await planOf({ cluster: aks() });
    const association = only(plan, "azure-native:monitor:DataCollectionRuleAssociation").inputs;
    assert.equal(association.associationName, "ContainerInsightsExtension");
    assert.equal(association.dataCollectionRuleId, "${test-aks-container-insights.id}");
  });
});
