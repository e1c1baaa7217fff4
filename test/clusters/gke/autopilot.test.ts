import assert from "node:assert/strict";
import { all, only } from "../../support/plan";
import { planGke, useGke } from "./support";

// Source: the provider's schema, what enable_autopilot conflicts with.
const standardOnly = [
  "removeDefaultNodePool",
  "initialNodeCount",
  "nodeConfig",
  "nodeLocations",
  "defaultMaxPodsPerNode",
  "enableShieldedNodes",
  "enableIntranodeVisibility",
  "workloadIdentityConfig",
];

describe("a GKE cluster in Autopilot", () => {
  it("has no node pools and none of the options that Autopilot refuses", async () => {
    const plan = await planGke({ mode: "autopilot" });
    const { inputs } = only(plan, "gcp:container/cluster:Cluster");
    assert.equal(inputs.enableAutopilot, true);
    assert.deepEqual(all(plan, "gcp:container/nodePool:NodePool"), []);
    for (const key of standardOnly) assert.equal(key in inputs, false, key);
    assert.deepEqual(Object.keys(inputs.addonsConfig as object), ["gkeBackupAgentConfig"]);
  });

  it("runs its nodes as our account with our disk key", async () => {
    const { inputs } = only(await planGke({ mode: "autopilot" }), "gcp:container/cluster:Cluster");
    const { autoProvisioningDefaults, enabled } = inputs.clusterAutoscaling as Record<string, unknown>;
    assert.equal(enabled, undefined);
    assert.deepEqual(autoProvisioningDefaults, {
      serviceAccount: "${test-nodes.email}",
      oauthScopes: ["https://www.googleapis.com/auth/cloud-platform"],
      bootDiskKmsKey: "${test-key-disks.id}",
    });
  });

  it("is as private and as encrypted as a Standard one", async () => {
    const autopilot = only(await planGke({ mode: "autopilot" }), "gcp:container/cluster:Cluster").inputs;
    const standard = only(await planGke(), "gcp:container/cluster:Cluster").inputs;
    for (const key of ["privateClusterConfig", "masterAuthorizedNetworksConfig", "databaseEncryption", "masterAuth"])
      assert.deepEqual(autopilot[key], standard[key], key);
  });

  it("is regional even where the profile's clusters are zonal", async () => {
    const plan = await planGke({ mode: "autopilot", profile: "development" });
    assert.equal(only(plan, "gcp:container/cluster:Cluster").inputs.location, "europe-west1");
  });

  it("always has managed Prometheus, and its DNS out of sight", async () => {
    const { resources, outputs } = await useGke({ mode: "autopilot" }, ({ facts }) => ({ dns: facts.dns }));
    const cluster = resources.find(({ type }) => type === "gcp:container/cluster:Cluster");
    const monitoring = cluster?.inputs.monitoringConfig as Record<string, unknown>;
    assert.deepEqual(monitoring.managedPrometheus, { enabled: true });
    assert.equal(outputs.dns, "none");
  });
});
