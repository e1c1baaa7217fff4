import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { actionsIn, prerequisitesOf } from "../clusters/eks/eks";
import { all, only, planOf, problemsOf } from "../support/plan";
import { findingsOf, stackOf } from "./clouds";

const name = "aws-load-balancer-controller";
const release = "kubernetes:helm.sh/v3:Release";
const namespace = "kubernetes:core/v1:Namespace";

type Options = Readonly<Record<string, unknown>>;

const plan = (options: Options = {}, rest: Options = {}) => planOf(stackOf("eks", name, options, rest), "one");

async function valuesOf(options: Options = {}, rest: Options = {}) {
  return only(await plan(options, rest), release, `${name}-${name}`).inputs.values as Options;
}

describe("aws-load-balancer-controller", () => {
  for (const profile of ["production", "development"])
    it(`has no finding in ${profile}`, async () => {
      assert.deepEqual(await findingsOf("eks", name, profile), []);
    });

  it("is for EKS only", () => {
    for (const cloud of ["aks", "gke", "existing"] as const)
      assert.match(problemsOf(stackOf(cloud, name)).join("\n"), /aws-load-balancer-controller: .*only on eks/);
  });

  it("is told the cluster, its network and its region, and sends traffic straight to pods", async () => {
    const values = await valuesOf();
    assert.equal(values.clusterName, "one");
    assert.equal(values.vpcId, "${one-vpc.id}");
    assert.equal(values.region, "eu-west-1");
    assert.equal(values.defaultTargetType, "ip");
  });

  it("tags what it makes as the stack's, without the time at which the stack ends", async () => {
    const rest = {
      cluster: { profile: "ephemeral" },
      tags: { team: "shop" },
      lifetime: { owner: "ana", expiresAt: "2026-11-25T09:00Z" },
    };
    const { defaultTags } = await valuesOf({}, rest);
    const { team, cluster, owner } = defaultTags as Options;
    assert.deepEqual([team, cluster, owner], ["shop", "one", "ana"]);
    assert.ok(!Object.values(defaultTags as Options).some((value) => String(value).startsWith("2026")));
  });

  it("may manage load balancers, in a policy that fits a role", async () => {
    const made = await plan();
    const { inputs } = only(made, "aws:iam/rolePolicy:RolePolicy", `one-${name}-${name}`);
    const actions = actionsIn(inputs.policy);
    assert.ok(actions.includes("elasticloadbalancing:CreateLoadBalancer"));
    assert.ok(!actions.some((action) => action.startsWith("iam:Pass") || action.endsWith(":*")));
    assert.ok(String(inputs.policy).length < 10_240);
    const { namespace: where, serviceAccount } = only(
      made,
      "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    ).inputs;
    assert.deepEqual([where, serviceAccount], [name, name]);
  });

  it("gets its webhook's certificate from cert-manager, or else keeps the one it has", async () => {
    const alone = await valuesOf();
    assert.deepEqual([alone.enableCertManager, alone.keepTLSSecret], [undefined, true]);
    const rest = { addons: { "cert-manager": {} } };
    const issued = await valuesOf({}, rest);
    assert.deepEqual([issued.enableCertManager, issued.keepTLSSecret], [true, undefined]);
    const first = prerequisitesOf(await plan({}, rest), namespace, `${name}-namespace-${name}`);
    assert.ok(first.includes("cert-manager-cert-manager"), first.join());
  });

  it("is there before every service that others make, and until the last of them is gone", async () => {
    const made = await plan({}, { addons: { argocd: {}, istio: {}, prometheus: {} } });
    for (const other of ["argocd-namespace-argocd", "istio-namespace-istio-ingress", "prometheus-namespace-monitoring"])
      assert.ok(prerequisitesOf(made, namespace, other).includes(`${name}-${name}`), other);
    assert.equal(only(made, release, `${name}-${name}`).deletedWith, null);
  });

  it("comes before ExternalDNS, whose records lead to its load balancers", async () => {
    const made = await plan({}, { addons: { "external-dns": { zones: { "example.com": "Z0123456789ABC" } } } });
    const first = prerequisitesOf(made, namespace, "external-dns-namespace-external-dns");
    assert.ok(first.includes(`${name}-${name}`));
  });

  it("leaves the load balancers that are there as they are", async () => {
    const releases = async (rest: Options) =>
      all(await planOf(rest, "one"), release)
        .filter(({ name: its }) => its.startsWith("istio-"))
        .map(({ inputs }) => inputs);
    const before = await releases(stackOf("eks", "istio"));
    assert.ok(JSON.stringify(before).includes("aws-load-balancer-type"));
    assert.deepEqual(await releases(stackOf("eks", "istio", {}, { addons: { [name]: {} } })), before);
  });

  it("runs twice in production, apart and with a budget, once elsewhere", async () => {
    const values = await valuesOf();
    assert.equal(values.replicaCount, 2);
    assert.deepEqual(values.podDisruptionBudget, { maxUnavailable: 1 });
    assert.equal((await valuesOf({}, { cluster: { profile: "development" } })).replicaCount, 1);
  });

  it("lets the API server reach its webhook, Prometheus its metrics, and nobody else in", async () => {
    const rules = async (addons: Options) =>
      all(await plan({}, { addons }), "kubernetes:networking.k8s.io/v1:NetworkPolicy")
        .filter(({ inputs }) => (inputs.metadata as Options).namespace === name)
        .map(({ inputs }) => (inputs.metadata as Options).name);
    assert.deepEqual((await rules({})).sort(), ["allow-webhook", "default-deny"]);
    assert.deepEqual((await rules({ prometheus: {} })).sort(), ["allow-metrics", "allow-webhook", "default-deny"]);
  });

  it("comes from the mirror, if there is one", async () => {
    const { image } = await valuesOf({}, { mirror: { images: "registry.example.com/mirror" } });
    assert.deepEqual(image, { repository: "registry.example.com/mirror/eks/aws-load-balancer-controller" });
  });

  it("keeps nobody from making services and ingresses while it does not run", async () => {
    const values = await valuesOf();
    assert.deepEqual(values.serviceMutatorWebhookConfig, { failurePolicy: "Ignore" });
    assert.deepEqual(values.webhookConfig, { ingressValdationFailurePolicy: "Ignore" });
  });

  it("takes ingresses without a class only when it is told to", async () => {
    assert.deepEqual((await valuesOf()).ingressClassConfig, { default: false });
    assert.deepEqual((await valuesOf({ defaultIngressClass: true })).ingressClassConfig, { default: true });
  });
});
