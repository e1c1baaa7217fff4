import assert from "node:assert/strict";
import type { Cluster, Grant } from "../../../components/clusters/cluster";
import type { Permission } from "../../../components/clusters/permissions";
import { ConfigError } from "../../../components/config/errors";
import type { PlannedResource } from "../../../planner/resource";
import { planWith, subscriptionId } from "./stacks";

const subject = { namespace: "apps", serviceAccount: "worker" };

async function granted(
  permissions: (cluster: Cluster) => readonly Permission[],
  cluster: Record<string, unknown> = {},
): Promise<{ readonly resources: readonly PlannedResource[]; readonly grant: unknown }> {
  const { resources, outputs } = await planWith({ subscriptionId, ...cluster }, (made) => {
    const { annotations, labels, podLabels }: Grant = made.grant("worker", subject, permissions(made));
    return { annotations, labels, podLabels };
  });
  const own = resources.filter(({ name }) => name.startsWith("test-aks-worker-"));
  return { resources: own, grant: outputs.used };
}

function of(resources: readonly PlannedResource[], type: string): readonly PlannedResource[] {
  return resources.filter((resource) => resource.type === `azure-native:${type}`);
}

/** Each right as the end of its role's id and what it is on. */
function rights(resources: readonly PlannedResource[]): readonly (readonly [string, unknown])[] {
  const assignments = of(resources, "authorization:RoleAssignment").toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return assignments.map(({ inputs }) => [
    String(inputs.roleDefinitionId).split("/").at(-1)?.slice(0, 8) ?? "",
    inputs.scope,
  ]);
}

function customRole(resources: readonly PlannedResource[]) {
  const [role] = of(resources, "authorization:RoleDefinition");
  assert.ok(role);
  const [permissions] = role.inputs.permissions as [{ actions: string[] }];
  return { actions: permissions.actions, assignableScopes: role.inputs.assignableScopes };
}

describe("a grant on AKS", () => {
  it("lets exactly one service account act as an identity of its own", async () => {
    const { resources, grant } = await granted((cluster) => [
      { kind: "objectStore.readWrite", bucket: cluster.bucket("data", { noncurrentDays: 7 }) },
    ]);
    const [credential] = of(resources, "managedidentity:FederatedIdentityCredential");
    assert.deepEqual(
      [credential?.inputs.subject, credential?.inputs.audiences, credential?.inputs.issuer],
      [
        "system:serviceaccount:apps:worker",
        ["api://AzureADTokenExchange"],
        "${test-aks-control-plane.oidcIssuerProfile.issuerURL}",
      ],
    );
    assert.deepEqual(grant, {
      annotations: { "azure.workload.identity/client-id": "${test-aks-worker-identity.clientId}" },
      labels: {},
      podLabels: { "azure.workload.identity/use": "true" },
    });
  });

  it("on an object store is on its container only, besides the key to sign addresses with, which is the account's", async () => {
    const { resources } = await granted((cluster) => {
      const bucket = cluster.bucket("data", { noncurrentDays: 7 });
      return [
        { kind: "objectStore.readWrite", bucket },
        { kind: "objectStore.read", bucket },
      ];
    });
    const container = "${test-aks-data-store.id}/blobServices/default/containers/${test-aks-data-container.name}";
    assert.deepEqual(rights(resources), [
      ["ba92f5b4", container],
      ["2a2b9908", container],
      ["db58b8e5", "${test-aks-data-store.id}"],
    ]);
  });

  it("to read an object store is no right to sign addresses of it", async () => {
    const { resources } = await granted((cluster) => [
      { kind: "objectStore.read", bucket: cluster.bucket("data", { noncurrentDays: 7 }) },
    ]);
    assert.deepEqual(
      rights(resources).map(([role]) => role),
      ["2a2b9908"],
    );
  });

  it("keeps the names of its rights whatever comes before them, and has each once", async () => {
    const zones = (...names: string[]) => granted(() => names.map((zone) => ({ kind: "dns.edit" as const, zone })));
    const assigned = async (...names: string[]) =>
      of((await zones(...names)).resources, "authorization:RoleAssignment").map(
        ({ name, inputs }) => `${name} ${inputs.roleAssignmentName} ${inputs.scope}`,
      );
    const [both, second] = [await assigned("a.example.com", "b.example.com"), await assigned("b.example.com")];
    assert.equal(both.length, 3);
    for (const right of second) assert.ok(both.includes(right), right);
  });

  it("to snapshot volumes is to read disks among the nodes', and to keep snapshots in their own group", async () => {
    const { resources } = await granted(() => [{ kind: "volumes.snapshot" }]);
    const roles = of(resources, "authorization:RoleDefinition").map(({ inputs }) => {
      const [{ actions }] = inputs.permissions as [{ actions: string[] }];
      return [inputs.scope, [...new Set(actions.map((action) => action.split("/")[1]))]];
    });
    const group = `/subscriptions/${subscriptionId}/resourceGroups/test-nodes`;
    assert.deepEqual(
      new Map(roles as [string, string[]][]),
      new Map([
        [group, ["disks"]],
        ["${test-aks-snapshots.id}", ["snapshots"]],
      ]),
    );
    assert.deepEqual(
      new Set(rights(resources).map(([, on]) => on)),
      new Set([group, "${test-aks-snapshots.id}", "${test-aks-disk-encryption.id}"]),
    );
  });

  it("to edit a zone is on that zone, by name or by id", async () => {
    const byName = await granted(() => [{ kind: "dns.edit", zone: "example.com" }], { dnsResourceGroup: "dns" });
    const group = `/subscriptions/${subscriptionId}/resourceGroups/dns`;
    const zone = `${group}/providers/Microsoft.Network/dnsZones/example.com`;
    assert.ok(rights(byName.resources).some(([role, on]) => role === "befefa01" && on === zone));
    const elsewhere = "/subscriptions/99999999-2222-3333-4444-555555555555/resourceGroups/hub";
    const id = `${elsewhere}/providers/Microsoft.Network/privateDnsZones/example.internal`;
    const byId = await granted(() => [{ kind: "dns.edit", zone: id }]);
    assert.deepEqual(
      rights(byId.resources).map(([, on]) => on),
      [elsewhere, id],
    );
    assert.equal(rights(byId.resources)[1]?.[0], "b12aa53e");
    for (const { inputs } of of(byId.resources, "authorization:RoleAssignment"))
      assert.ok(String(inputs.roleDefinitionId).startsWith("/subscriptions/99999999-"));
  });

  it("to read secrets needs a vault in the config, and is on it", async () => {
    const vault = `/subscriptions/${subscriptionId}/resourceGroups/shared/providers/Microsoft.KeyVault/vaults/team`;
    const { resources } = await granted(() => [{ kind: "secrets.read", prefix: "app/" }], { secretsVault: vault });
    assert.deepEqual(rights(resources), [["4633458b", vault]]);
    await assert.rejects(
      granted(() => [{ kind: "secrets.read", prefix: "app/" }]),
      (error) => error instanceof ConfigError && /cluster\.secretsVault/.test(error.message),
    );
  });

  it("to unseal is to wrap and unwrap with that key", async () => {
    const { resources } = await granted(() => [{ kind: "keys.unseal", key: "unseal-vault/root" }]);
    assert.deepEqual(rights(resources), [
      ["e147488a", "${test-aks-group.id}/providers/Microsoft.KeyVault/vaults/unseal-vault/keys/root"],
    ]);
  });

  it("to read prices is a role of our own that only reads", async () => {
    const { resources } = await granted(() => [{ kind: "prices.read" }]);
    const { actions, assignableScopes } = customRole(resources);
    assert.ok(actions.every((action) => action.endsWith("/read")));
    assert.deepEqual(assignableScopes, [`/subscriptions/${subscriptionId}`]);
  });

  it("makes nothing for what AKS does by itself, or for nothing", async () => {
    for (const permissions of [[], [{ kind: "nodes.autoscale" }, { kind: "loadBalancers.manage" }]] as const) {
      const { resources, grant } = await granted(() => permissions);
      assert.deepEqual(resources, []);
      assert.deepEqual(grant, { annotations: {}, labels: {}, podLabels: {} });
    }
  });
});
