import assert from "node:assert/strict";
import { all, only, planOf } from "../../support/plan";
import { admins, aks, subscriptionId } from "./stacks";

const vaultType = "azure-native:keyvault:Vault";
const clusterType = "azure-native:containerservice:ManagedCluster";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("the keys of a cluster on AKS", () => {
  it("are in a vault that keeps what is deleted and that no one reaches over the internet", async () => {
    const vault = only(await planOf({ cluster: aks({ subscriptionId }) }), vaultType);
    const properties = vault.inputs.properties as Record<string, unknown>;
    assert.deepEqual(
      [properties.enablePurgeProtection, properties.enableSoftDelete, properties.softDeleteRetentionInDays],
      [true, true, 90],
    );
    assert.deepEqual([properties.enableRbacAuthorization, properties.publicNetworkAccess], [true, "Disabled"]);
    assert.equal(properties.tenantId, "${test-aks-control-plane-identity.tenantId}");
    assert.match(String(vault.inputs.vaultName), /^[a-z][a-z0-9-]{1,22}[a-z0-9]$/);
    assert.equal(vault.protect, true);
  });

  it("encrypt secrets in etcd, which the API server reaches inside the network", async () => {
    const { securityProfile } = only(await planOf({ cluster: aks() }), clusterType).inputs;
    assert.deepEqual((securityProfile as Record<string, unknown>).azureKeyVaultKms, {
      enabled: true,
      keyId: "${test-aks-etcd-key.keyUriWithVersion}",
      keyVaultNetworkAccess: "Private",
      keyVaultResourceId: "${test-aks-vault.id}",
    });
  });

  it("encrypt the nodes' disks and the volumes of the storage class", async () => {
    const plan = await planOf({ cluster: aks() });
    assert.equal(only(plan, clusterType).inputs.diskEncryptionSetID, "${test-aks-disk-encryption.id}");
    const storageClass = only(plan, "kubernetes:storage.k8s.io/v1:StorageClass");
    const { skuName, diskEncryptionSetID } = storageClass.inputs.parameters as Record<string, unknown>;
    assert.deepEqual([skuName, diskEncryptionSetID], ["Premium_ZRS", "${test-aks-disk-encryption.id}"]);
    assert.deepEqual(only(plan, "azure-native:compute:DiskEncryptionSet").inputs.activeKey, {
      keyUrl: "${test-aks-disks-key.keyUriWithVersion}",
      sourceVault: { id: "${test-aks-vault.id}" },
    });
  });

  it("go with their vault, since only the vault's own address deletes a key and that is closed", async () => {
    const keys = all(await planOf({ cluster: aks() }), "azure-native:keyvault:Key");
    assert.deepEqual(
      keys.map(({ retainOnDelete, protect }) => [retainOnDelete, protect]),
      [
        [true, true],
        [true, true],
        [true, true],
      ],
    );
  });

  it("are left out one by one, and the vault with the last of them", async () => {
    const keys = async (encryption: Record<string, unknown>) => {
      const plan = await planOf({ cluster: aks({ encryption }) });
      return [all(plan, vaultType).length, ...all(plan, "azure-native:keyvault:Key").map(({ name }) => name)];
    };
    assert.deepEqual(await keys({}), [1, "test-aks-disks-key", "test-aks-etcd-key", "test-aks-objects-key"]);
    assert.deepEqual(await keys({ etcd: false }), [1, "test-aks-disks-key", "test-aks-objects-key"]);
    assert.deepEqual(await keys({ disks: false, objects: false }), [1, "test-aks-etcd-key"]);
    assert.deepEqual(await keys({ etcd: false, disks: false, objects: false }), [0]);
  });
});

describe("the role assignments of a cluster on AKS", () => {
  it("have names that are GUIDs, the same on each run, apart from each other and from another stack's", async () => {
    const names = async (stack: string) => {
      const plan = await planOf({ cluster: aks({ subscriptionId, access: { admins, viewers: admins } }) }, stack);
      return all(plan, "azure-native:authorization:RoleAssignment")
        .filter(({ inputs }) => admins.includes(String(inputs.principalId)))
        .map(({ inputs }) => String(inputs.roleAssignmentName));
    };
    const [first, again, other] = [await names("one"), await names("one"), await names("two")];
    assert.deepEqual(first, again);
    assert.equal(new Set([...first, ...other]).size, first.length + other.length);
    for (const name of first) assert.match(name, uuid);
    assert.ok(first.length > 0);
  });

  it("show their name as a reference where it hangs on a principal that only the cloud knows", async () => {
    const plan = await planOf({ cluster: aks({ subscriptionId }) });
    const { inputs } = only(plan, "azure-native:authorization:RoleAssignment", "test-aks-kubelet-identity-use");
    assert.equal(inputs.roleAssignmentName, "${guid(test-aks-control-plane-identity.principalId)}");
  });

  it("have another name for another principal, since Azure remembers those of deleted things for a while", async () => {
    const names = async (viewer: string) => {
      const access = { admins, viewers: [viewer] };
      const plan = await planOf({ cluster: aks({ access, subscriptionId }) });
      return all(plan, "azure-native:authorization:RoleAssignment")
        .filter(({ inputs }) => inputs.principalId === viewer)
        .map(({ inputs }) => inputs.roleAssignmentName);
    };
    const first = await names("99999999-0000-4000-8000-000000000001");
    const second = await names("99999999-0000-4000-8000-000000000002");
    assert.equal(new Set([...first, ...second]).size, 4);
  });

  it("name the role in the subscription of the config", async () => {
    const plan = await planOf({ cluster: aks({ subscriptionId }) });
    assert.equal(
      only(plan, "azure-native:authorization:RoleAssignment", "test-aks-kubelet-identity-use").inputs.roleDefinitionId,
      `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/f1a07417-d97a-45cb-824c-7a7467783830`,
    );
  });

  it("are never on more than one resource of the cluster", async () => {
    const plan = await planOf({ cluster: aks() });
    for (const { inputs, name } of all(plan, "azure-native:authorization:RoleAssignment"))
      assert.match(
        String(inputs.scope),
        /^\$\{test-aks-(vault|disk-encryption|kubelet-identity|control-plane|snapshots|[a-z-]+-subnet)\.id\}$/,
        name,
      );
  });
});
