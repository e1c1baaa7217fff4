import assert from "node:assert/strict";
import type { Plan } from "../../../planner/plan";
import { at } from "../../../policies/read";
import { all, only, planOf } from "../../support/plan";

const releaseType = "kubernetes:helm.sh/v3:Release";
const namespaceType = "kubernetes:core/v1:Namespace";

async function planned(virtual: object, more: object = {}, rest: object = {}): Promise<Plan> {
  return planOf({ cluster: { cloud: "existing", context: "kind-kind", version: "1.35", virtual, ...more }, ...rest });
}

const values = (plan: Plan) => only(plan, releaseType).inputs.values;

describe("a virtual cluster", () => {
  it("is a namespace and a release on the cluster that exists, and nothing else", async () => {
    const plan = await planned({});
    const around = plan.resources.filter(({ provider }) => provider?.endsWith("::test"));
    assert.deepEqual(around.map(({ type }) => type).sort(), [namespaceType, releaseType]);
    assert.deepEqual(plan.findings, []);
  });

  it("is what add-ons are installed into, and goes with all that leaves nothing behind", async () => {
    const plan = await planned({}, {}, { addons: { argocd: {} } });
    const release = plan.resources.find(({ inputs }) => inputs.chart === "vcluster");
    const argocd = plan.resources.find(({ inputs }) => inputs.chart === "argo-cd");
    assert.ok(argocd?.provider?.endsWith("::test-inside"));
    // What Argo CD has applied may hold something outside, so Argo CD is uninstalled.
    assert.equal(argocd?.deletedWith, null);
    const classes = all(plan, "kubernetes:scheduling.k8s.io/v1:PriorityClass");
    assert.ok(classes.some(({ deletedWith }) => deletedWith === release?.urn));
  });

  it("keeps its namespace where the other cluster does not answer, whatever the environment says", async () => {
    const [given] = all(await planned({}), "pulumi:providers:kubernetes").filter(({ name }) => name === "test");
    assert.equal(given?.inputs.deleteUnreachable, "false");
    const [alone] = all(await planOf({ cluster: { cloud: "existing" } }), "pulumi:providers:kubernetes");
    assert.equal(alone?.inputs.deleteUnreachable, undefined);
  });

  it("says on its namespace whose it is and until when", async () => {
    const lifetime = { owner: "anna", expiresAt: "2026-11-24T21:45Z" };
    const plan = await planned({}, { profile: "ephemeral" }, { lifetime });
    const labels = at(only(plan, namespaceType).inputs, "metadata.labels") as Record<string, string>;
    assert.deepEqual(
      [labels.stack, labels.owner, labels["expires-at"], labels["managed-by"]],
      ["test", "anna", "20261124t2145z", "kubernetes-architect"],
    );
  });

  it("has its pods held to baseline, a quota, defaults for containers, and a network policy", async () => {
    const plan = await planned({ quota: { cpu: 4, memoryGiB: 8 } });
    const labels = at(only(plan, namespaceType).inputs, "metadata.labels") as Record<string, string>;
    assert.equal(labels["pod-security.kubernetes.io/enforce"], "baseline");
    const { resourceQuota, limitRange, networkPolicy } = at(values(plan), "policies") as Record<
      string,
      { enabled: boolean; quota?: object }
    >;
    assert.deepEqual([resourceQuota?.enabled, limitRange?.enabled, networkPolicy?.enabled], [true, true, true]);
    const quota = resourceQuota?.quota as Record<string, unknown>;
    assert.deepEqual([quota["requests.cpu"], quota["requests.memory"], quota["limits.cpu"]], ["4", "8Gi", "40"]);
  });

  it("has no figure of the chart's own in its quota, which Helm would keep", async () => {
    // Source: vcluster 0.36.1, chart/values.yaml, policies.resourceQuota.quota.
    const chart =
      "requests.cpu requests.memory requests.storage requests.ephemeral-storage limits.cpu limits.memory limits.ephemeral-storage services.nodeports services.loadbalancers count/endpoints count/pods count/services count/secrets count/configmaps count/persistentvolumeclaims";
    const quota = at(values(await planned({})), "policies.resourceQuota.quota") as object;
    assert.deepEqual(
      chart.split(" ").filter((key) => !Object.hasOwn(quota, key)),
      [],
    );
  });

  it("is reached as its config says, and never by all", async () => {
    const service = async (endpoint: object) => at(values(await planned({ endpoint })), "controlPlane.service");
    const loadBalancer = { internal: { scheme: "internal" }, internet: { scheme: "internet-facing" } };
    const facing = await planned(
      { endpoint: { access: "restricted", allowedCidrs: ["203.0.113.0/24"] } },
      { loadBalancer },
    );
    assert.deepEqual(await service({ access: "cluster" }), { spec: { type: "ClusterIP" } });
    assert.deepEqual(at(values(facing), "controlPlane.service"), {
      annotations: { scheme: "internet-facing" },
      spec: { type: "LoadBalancer", loadBalancerSourceRanges: ["203.0.113.0/24"] },
    });
    assert.deepEqual(at(values(await planned({}, { loadBalancer })), "controlPlane.service.annotations"), {
      scheme: "internal",
    });
  });

  it("tells its own address, and gives a kubeconfig that stays closed", async () => {
    const { outputs } = await planned({});
    assert.equal(outputs.endpoint, "https://${test-service.status.loadBalancer.ingress[0].ip}");
    assert.equal(outputs.kubeconfig, "[secret]");
    const inCluster = await planned({ endpoint: { access: "cluster" } });
    assert.equal(inCluster.outputs.endpoint, "https://test.test.svc");
  });

  it("keeps its data on a volume, unless it is ephemeral or told otherwise", async () => {
    const claim = async (virtual: object, profile: string) =>
      at(values(await planned(virtual, { profile })), "controlPlane.statefulSet.persistence.volumeClaim.enabled");
    assert.equal(await claim({}, "development"), true);
    assert.equal(await claim({}, "ephemeral"), false);
    assert.equal(await claim({ persistent: true }, "ephemeral"), true);
  });

  it("runs the Kubernetes minor of its config, from the mirror where there is one", async () => {
    const plan = await planned({}, {}, { mirror: { images: "registry.example.com/mirror" } });
    assert.equal(at(values(plan), "controlPlane.distro.k8s.image.tag"), "v1.35.0");
    assert.equal(at(values(plan), "controlPlane.advanced.defaultImageRegistry"), "registry.example.com/mirror");
  });

  it("is not planned with add-ons whose pods the other cluster would refuse", async () => {
    const said = async (virtual: object) =>
      (await planned(virtual, { profile: "development" }, { addons: { istio: {} } })).findings.map(({ rule }) => rule);
    assert.ok((await said({})).includes("virtual-cluster-pods"));
    assert.ok(!(await said({ podSecurity: "privileged" })).includes("virtual-cluster-pods"));
  });
});
