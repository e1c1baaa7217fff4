import assert from "node:assert/strict";
import type { PlannedResource } from "../../../planner/resource";
import { all, only, planOf } from "../../support/plan";
import { admins, aks } from "./stacks";

const type = "azure-native:containerservice:ManagedCluster";

async function controlPlane(cluster: Record<string, unknown> = {}): Promise<PlannedResource> {
  return only(await planOf({ cluster: aks(cluster) }), type);
}

function at(resource: PlannedResource, ...path: string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], resource.inputs);
}

describe("a control plane on AKS", () => {
  it("has no public address and takes no commands through Azure", async () => {
    const { inputs } = await controlPlane();
    assert.deepEqual(inputs.apiServerAccessProfile, {
      enablePrivateCluster: true,
      enablePrivateClusterPublicFQDN: false,
      privateDNSZone: "system",
      enableVnetIntegration: true,
      subnetId: "${test-aks-api-server-subnet.id}",
      disableRunCommand: true,
    });
  });

  it("with a restricted endpoint lets in just the networks of the config", async () => {
    const cluster = await controlPlane({ endpoint: { access: "restricted", allowedCidrs: ["203.0.113.0/24"] } });
    assert.equal(at(cluster, "apiServerAccessProfile", "enablePrivateCluster"), false);
    assert.deepEqual(at(cluster, "apiServerAccessProfile", "authorizedIPRanges"), ["203.0.113.0/24"]);
  });

  it("knows people by Entra ID only", async () => {
    const cluster = await controlPlane();
    assert.equal(at(cluster, "disableLocalAccounts"), true);
    assert.equal(at(cluster, "enableRBAC"), true);
    assert.deepEqual(at(cluster, "aadProfile"), {
      managed: true,
      enableAzureRBAC: true,
      adminGroupObjectIDs: admins,
    });
  });

  it("gives viewers the reading role on the cluster, as groups", async () => {
    const viewer = "99999999-0000-4000-8000-000000000001";
    const plan = await planOf({ cluster: aks({ access: { admins, viewers: [viewer] } }) });
    const roles = all(plan, "azure-native:authorization:RoleAssignment").filter(
      ({ inputs }) => inputs.principalId === viewer,
    );
    assert.equal(roles.length, 2);
    for (const { inputs } of roles) {
      assert.equal(inputs.principalType, "Group");
      assert.equal(inputs.scope, "${test-aks-control-plane.id}");
    }
    assert.ok(
      roles.some(({ inputs }) => String(inputs.roleDefinitionId).endsWith("7f6c6a51-bcf8-42ba-9220-52d62157d7db")),
    );
  });

  it("lets admins fetch the kubeconfig too, each group once", async () => {
    const [admin] = admins;
    const plan = await planOf({ cluster: aks({ access: { admins: [admin, admin], viewers: admins } }) });
    const roles = all(plan, "azure-native:authorization:RoleAssignment").filter(
      ({ inputs }) => inputs.principalId === admin,
    );
    assert.deepEqual(
      roles.map(({ inputs }) => String(inputs.roleDefinitionId).split("/").at(-1)),
      ["4abbcc35-e782-43d8-92c5-2d3f1bd2253f", "7f6c6a51-bcf8-42ba-9220-52d62157d7db"],
    );
  });

  it("names a group's roles by the group, so that another one leaving changes nothing", async () => {
    const [first, second] = ["99999999-0000-4000-8000-000000000001", "99999999-0000-4000-8000-000000000002"];
    const named = async (viewers: readonly unknown[]) => {
      const plan = await planOf({ cluster: aks({ access: { admins, viewers } }) });
      return all(plan, "azure-native:authorization:RoleAssignment")
        .filter(({ inputs }) => inputs.principalId === second)
        .map(({ name }) => name);
    };
    assert.deepEqual(await named([first, second]), await named([second]));
  });

  it("runs Cilium on an overlay network and leaves through the NAT gateway", async () => {
    const { inputs } = await controlPlane({ network: { serviceCidr: "10.99.0.0/20" } });
    assert.deepEqual(inputs.networkProfile, {
      networkPlugin: "azure",
      networkPluginMode: "overlay",
      networkDataplane: "cilium",
      networkPolicy: "cilium",
      podCidr: "10.244.0.0/16",
      serviceCidr: "10.99.0.0/20",
      dnsServiceIP: "10.99.0.10",
      loadBalancerSku: "standard",
      outboundType: "userAssignedNATGateway",
    });
  });

  it("lets service accounts be workload identities", async () => {
    const cluster = await controlPlane();
    assert.deepEqual(at(cluster, "oidcIssuerProfile"), { enabled: true });
    assert.deepEqual(at(cluster, "securityProfile", "workloadIdentity"), { enabled: true });
  });

  it("acts as identities of its own, which have their rights before it is made", async () => {
    const cluster = await controlPlane();
    assert.deepEqual(at(cluster, "identity", "userAssignedIdentities"), ["${test-aks-control-plane-identity.id}"]);
    assert.equal(
      at(cluster, "identityProfile", "kubeletidentity", "clientId"),
      "${test-aks-kubelet-identity.clientId}",
    );
    const before = cluster.dependsOn.map((urn) => urn.split("::").at(-1));
    for (const role of ["nodes-subnet-use", "api-server-subnet-use", "kubelet-identity-use", "etcd-key-use"])
      assert.ok(before.includes(`test-aks-${role}`), `${role} comes first`);
  });

  it("upgrades by itself inside its windows", async () => {
    const plan = await planOf({
      cluster: aks({ maintenance: { cluster: { day: "Tuesday", start: "23:30", hours: 6 }, utcOffset: "+02:00" } }),
    });
    assert.deepEqual(only(plan, type).inputs.autoUpgradeProfile, {
      upgradeChannel: "patch",
      nodeOSUpgradeChannel: "NodeImage",
    });
    const windows = all(plan, "azure-native:containerservice:MaintenanceConfiguration");
    assert.deepEqual(
      windows.map(({ inputs }) => inputs.configName),
      ["aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule"],
    );
    assert.deepEqual(windows[0]?.inputs.maintenanceWindow, {
      durationHours: 6,
      schedule: { weekly: { dayOfWeek: "Tuesday", intervalWeeks: 1 } },
      startTime: "23:30",
      utcOffset: "+02:00",
      notAllowedDates: [],
    });
  });

  for (const [tier, name, plan] of [
    ["free", "Free", "KubernetesOfficial"],
    ["standard", "Standard", "KubernetesOfficial"],
    ["premium", "Premium", "AKSLongTermSupport"],
  ] as const)
    it(`on the ${tier} tier is ${name} with ${plan}`, async () => {
      const { inputs } = await controlPlane({ tier });
      assert.deepEqual([inputs.sku, inputs.supportPlan], [{ name: "Base", tier: name }, plan]);
    });

  it("keeps nodes in a resource group with a name that Azure takes, however long the cluster's", async () => {
    const { inputs } = await controlPlane({ name: "a".repeat(63) });
    assert.equal(inputs.resourceName, "a".repeat(63));
    assert.ok(String(inputs.nodeResourceGroup).length <= 80);
    assert.ok(String(inputs.dnsPrefix).length <= 54);
  });
});
