import assert from "node:assert/strict";
import { only, planOf } from "../../support/plan";
import { aks, planWith, subscriptionId } from "./stacks";

const snapshotClass = "kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass";
const storageClass = "kubernetes:storage.k8s.io/v1:StorageClass";
const roleAssignment = "azure-native:authorization:RoleAssignment";

describe("volumes on AKS", () => {
  it("outlive their claims where the cluster is protected, and their snapshots too", async () => {
    const policies = async (deletionProtection: boolean) => {
      const plan = await planOf({ cluster: aks({ deletionProtection }) });
      return [only(plan, storageClass).inputs.reclaimPolicy, only(plan, snapshotClass).inputs.deletionPolicy];
    };
    assert.deepEqual(await policies(true), ["Retain", "Retain"]);
    assert.deepEqual(await policies(false), ["Delete", "Delete"]);
  });

  it("carry the stack's tags, and no one can make an address to download them from", async () => {
    const plan = await planOf({ cluster: aks(), tags: { team: "platform" } });
    const { tags, networkAccessPolicy } = only(plan, storageClass).inputs.parameters as Record<string, unknown>;
    assert.equal(tags, "team=platform,stack=test,managed-by=kubernetes-architect");
    assert.equal(networkAccessPolicy, "DenyAll");
  });
});

describe("snapshots on AKS", () => {
  it("are in a resource group of their own, which does not go with the cluster as the nodes' one does", async () => {
    const plan = await planOf({ cluster: aks(), tags: { team: "platform" } });
    const group = only(plan, "azure-native:resources:ResourceGroup", "test-aks-snapshots");
    assert.equal(group.inputs.resourceGroupName, "test-snapshots");
    assert.equal(group.protect, true);
    assert.deepEqual(only(plan, snapshotClass).inputs.parameters, {
      resourceGroup: "${test-aks-snapshots.name}",
      incremental: "true",
      tags: "team=platform,stack=test,managed-by=kubernetes-architect",
    });
  });

  it("are taken by the storage driver, with rights in that group that it has before the class is there", async () => {
    const plan = await planOf({ cluster: aks() });
    const right = only(plan, roleAssignment, "test-aks-snapshots-keep");
    assert.equal(right.inputs.principalId, "${test-aks-control-plane-identity.principalId}");
    assert.equal(right.inputs.scope, "${test-aks-snapshots.id}");
    assert.ok(only(plan, snapshotClass).dependsOn.includes(right.urn));
    const role = only(plan, "azure-native:authorization:RoleDefinition", "test-aks-snapshots-keep-role");
    const [{ actions }] = role.inputs.permissions as [{ actions: string[] }];
    assert.ok(actions.includes("Microsoft.Compute/snapshots/write"));
    assert.ok(actions.every((action) => action.startsWith("Microsoft.Compute/snapshots/")));
  });

  it("are gone before the key that they are encrypted with", async () => {
    const plan = await planOf({ cluster: aks() });
    const keys = only(plan, "azure-native:compute:DiskEncryptionSet").urn;
    const group = only(plan, "azure-native:resources:ResourceGroup", "test-aks-snapshots");
    assert.ok(group.dependsOn.includes(keys));
  });

  it("are Velero's by the class that is there already, found by its label", async () => {
    const plan = await planOf({ cluster: aks(), addons: { velero: {} } });
    const found = only(plan, snapshotClass);
    assert.equal(found.name, "test-aks-snapshot-class");
    const { labels } = found.inputs.metadata as { labels: Record<string, string> };
    assert.equal(labels["velero.io/csi-volumesnapshot-class"], "true");
    const release = only(plan, "kubernetes:helm.sh/v3:Release");
    assert.ok(release.dependsOn.some((urn) => urn.includes("Namespace::velero")));
  });
});

describe("what add-ons are told of a cluster on AKS", () => {
  it("is that CoreDNS answers names, and that Cilium stands in for kube-proxy", async () => {
    const { outputs } = await planWith({}, ({ facts: { dns, kubeProxy } }) => ({ dns, kubeProxy }));
    assert.deepEqual(outputs.used, { dns: "coredns", kubeProxy: false });
  });

  it("is where Velero finds the disks, and where it keeps the snapshots that it takes itself", async () => {
    const { outputs } = await planWith({ subscriptionId }, ({ facts: { velero } }) => ({ ...velero }));
    const { environment, snapshotLocation } = outputs.used as Record<string, Record<string, unknown>>;
    assert.equal(environment?.AZURE_RESOURCE_GROUP, "test-nodes");
    assert.equal(snapshotLocation?.resourceGroup, "test-snapshots");
    assert.equal(environment?.AZURE_SUBSCRIPTION_ID, subscriptionId);
  });
});
