import assert from "node:assert/strict";
import { all, only, planOf } from "../../support/plan";
import { aks, planWith } from "./stacks";

const lock = "azure-native:authorization:ManagementLockByScope";
const at = (urn: string) => urn.split("::").at(-1);

/** A plan with an object store and a grant on it, as an add-on would ask for. */
function withBackups() {
  return planWith({}, (cluster) => {
    const bucket = cluster.bucket("backups", { noncurrentDays: 30 });
    cluster.grant("velero", { namespace: "velero", serviceAccount: "velero" }, [
      { kind: "objectStore.readWrite", bucket },
    ]);
    return {};
  });
}

describe("deletion protection on AKS", () => {
  it("locks keys, logs and object stores, with which Azure keeps the resource group", async () => {
    const { resources } = await withBackups();
    const locks = resources.filter(({ type }) => type === lock);
    assert.deepEqual(locks.map(({ inputs }) => `${inputs.scope} ${inputs.level}`).toSorted(), [
      "${test-aks-backups-store.id} CanNotDelete",
      "${test-aks-logs.id} CanNotDelete",
      "${test-aks-vault.id} CanNotDelete",
    ]);
  });

  it("protects what holds data in Pulumi", async () => {
    const plan = await planOf({ cluster: aks() });
    const protectedTypes = plan.resources.filter(({ protect }) => protect).map(({ type }) => type);
    for (const type of ["containerservice:ManagedCluster", "keyvault:Key", "compute:DiskEncryptionSet"])
      assert.ok(protectedTypes.includes(`azure-native:${type}`), type);
    assert.equal(protectedTypes.filter((type) => type === "azure-native:resources:ResourceGroup").length, 2);
  });

  it("leaves what comes and goes in production free to go", async () => {
    const { resources } = await withBackups();
    const locked = resources.filter(({ type }) => type === lock).map(({ inputs }) => inputs.scope);
    for (const name of ["group", "control-plane", "snapshots", "velero-identity", "network"])
      assert.ok(!locked.includes(`\${test-aks-${name}.id}`), name);
  });

  it("is lifted before anything below what it locks is deleted by itself", async () => {
    const { resources } = await withBackups();
    for (const { inputs, dependsOn } of resources.filter(({ type }) => type === lock)) {
      const locked = String(inputs.scope).slice(2, -4);
      const below = resources.filter(
        ({ inputs: own, type }) =>
          type !== lock &&
          [own.scope, own.resourceUri, own.vaultName, own.accountName].some((it) =>
            String(it ?? "").startsWith(`\${${locked}.`),
          ),
      );
      assert.ok(below.length > 0 || locked === "test-aks-logs", locked);
      const first = dependsOn.map(at);
      for (const { name, deletedWith } of below)
        assert.ok(first.includes(name) || at(deletedWith ?? "") === locked, `${name} below ${locked}`);
    }
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
      for (const type of ["keyvault:Vault", "operationalinsights:Workspace", "authorization:ManagementLockByScope"])
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
