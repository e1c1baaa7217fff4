import assert from "node:assert/strict";
import { globalName } from "../../../components/clusters/aks/identifiers";
import { type AksScope, subscriptionIdOf } from "../../../components/clusters/aks/scope";
import type { PlannedResource } from "../../../planner/resource";
import { planWith, subscriptionId } from "./stacks";

async function bucket(cluster: Record<string, unknown> = {}, noncurrentDays = 30) {
  const { resources, outputs } = await planWith(cluster, (made) => {
    const store = made.bucket("backups", { noncurrentDays });
    const grant = made.grant("velero", { namespace: "velero", serviceAccount: "velero" }, [
      { kind: "objectStore.readWrite", bucket: store },
    ]);
    const { velero } = made.facts;
    return { name: store.name, azure: store.azure, key: store.keyId, location: velero?.backupLocation(store, grant) };
  });
  const one = (type: string): PlannedResource => {
    const [found] = resources.filter((resource) => resource.type === `azure-native:storage:${type}`);
    assert.ok(found, type);
    return found;
  };
  return { one, used: outputs.used as Record<string, unknown> };
}

describe("an object store on Azure", () => {
  it("is private, without account keys, and reached from the nodes' subnet only", async () => {
    const { inputs, protect } = (await bucket()).one("StorageAccount");
    assert.deepEqual(
      [
        inputs.allowBlobPublicAccess,
        inputs.allowSharedKeyAccess,
        inputs.enableHttpsTrafficOnly,
        inputs.minimumTlsVersion,
      ],
      [false, false, true, "TLS1_2"],
    );
    assert.deepEqual(inputs.networkRuleSet, {
      defaultAction: "Deny",
      bypass: "AzureServices",
      virtualNetworkRules: [{ virtualNetworkResourceId: "${test-aks-nodes-subnet.id}", action: "Allow" }],
    });
    assert.equal(protect, true);
  });

  it("is encrypted with our key and by the infrastructure", async () => {
    const { one, used } = await bucket();
    const encryption = one("StorageAccount").inputs.encryption as Record<string, unknown>;
    assert.equal(encryption.requireInfrastructureEncryption, true);
    assert.deepEqual(encryption.keyVaultProperties, {
      keyVaultUri: "${test-aks-vault.properties.vaultUri}",
      keyName: "${test-aks-objects-key.name}",
    });
    assert.equal(used.key, "${test-aks-objects-key.id}");
    const without = (await bucket({ encryption: { objects: false } })).one("StorageAccount").inputs;
    assert.equal((without.encryption as Record<string, unknown>).keySource, "Microsoft.Storage");
  });

  it("waits for the cluster, which gives the right on the key time to hold, and logs signed addresses that last", async () => {
    const { inputs, dependsOn } = (await bucket()).one("StorageAccount");
    const before = dependsOn.map((urn) => urn.split("::").at(-1));
    for (const name of ["control-plane", "encryption-keys-use"])
      assert.ok(before.includes(`test-aks-${name}`), `the store waits for ${name}`);
    assert.deepEqual(inputs.sasPolicy, { sasExpirationPeriod: "00.01:00:00", expirationAction: "Log" });
  });

  it("keeps old versions for the days asked for, and a week at the least", async () => {
    const days = async (asked: number) =>
      (await bucket({}, asked)).one("BlobServiceProperties").inputs.deleteRetentionPolicy;
    assert.deepEqual(await days(30), { enabled: true, days: 30 });
    assert.deepEqual(await days(1), { enabled: true, days: 7 });
    assert.deepEqual(await days(900), { enabled: true, days: 365 });
    assert.equal((await bucket()).one("BlobServiceProperties").inputs.isVersioningEnabled, true);
  });

  for (const [redundancy, sku] of [
    ["geoZone", "Standard_GZRS"],
    ["zone", "Standard_ZRS"],
    ["local", "Standard_LRS"],
  ])
    it(`with redundancy ${redundancy} is ${sku}`, async () => {
      const { inputs } = (await bucket({ objectRedundancy: redundancy })).one("StorageAccount");
      assert.deepEqual(inputs.sku, { name: sku });
    });

  it("has a name that Azure takes and that no one else has", async () => {
    const name = async (cluster: Record<string, unknown>) =>
      String((await bucket(cluster)).one("StorageAccount").inputs.accountName);
    const other = subscriptionId.replace("1", "2");
    const long = `c${"x".repeat(62)}`;
    const clusters = [{ subscriptionId }, { subscriptionId: other }, { subscriptionId, name: long }];
    const names: string[] = [];
    for (const cluster of clusters) names.push(await name(cluster));
    for (const it of names) assert.match(it, /^[a-z0-9]{3,24}$/);
    assert.equal(new Set(names).size, names.length);
  });

  it("shows the name as a reference where it hangs on a subscription that only the cloud knows", async () => {
    const { inputs } = (await bucket({})).one("StorageAccount");
    assert.match(String(inputs.accountName), /^\$\{.+\(test-aks-group\.id\)\}$/);
  });

  it("keeps its name when the subscription that it is in is written into the config", async () => {
    const nameIn = (subscription: string | undefined, id: string) =>
      new Promise<string>((resolve) => {
        const site = { project: "p", stack: "s" };
        const scope = {
          config: site,
          aks: { region: "westeurope", subscriptionId: subscription },
          names: { cluster: "c" },
        } as unknown as AksScope;
        const known = { ...scope, subscriptionId: subscriptionIdOf(scope, id) };
        globalName(known, "", "c", "backups").apply(resolve);
      });
    const id = `/subscriptions/${subscriptionId}/resourceGroups/c`;
    assert.equal(await nameIn(undefined, id), await nameIn(subscriptionId, id));
    assert.notEqual(await nameIn(undefined, id), await nameIn(undefined, id.replace("1111", "2222")));
  });

  it("tells Velero where it is, for a workload identity", async () => {
    const { used } = await bucket({ subscriptionId });
    assert.deepEqual(used.location, {
      useAAD: "true",
      resourceGroup: "${test-aks-group.name}",
      storageAccount: "${test-aks-backups-store.name}",
      subscriptionId,
      storageAccountURI: "https://${test-aks-backups-store.name}.blob.core.windows.net",
    });
  });
});
