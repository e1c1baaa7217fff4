import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { statementsIn } from "../clusters/eks/eks";
import { all, only, planOf, problemsOf } from "../support/plan";
import { type Cloud, findingsOf, stackOf } from "./clouds";

const release = "kubernetes:helm.sh/v3:Release";
const queue =
  "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/shop/providers/Microsoft.ServiceBus/namespaces/shop/queues/orders";

type Options = Readonly<Record<string, unknown>>;

const plan = (cloud: Cloud, options: Options = {}, rest: Options = {}) =>
  planOf(stackOf(cloud, "keda", options, rest), "one");

async function valuesOf(options: Options = {}, rest: Options = {}, cloud: Cloud = "existing") {
  const { values } = only(await plan(cloud, options, rest), release, "keda-keda").inputs;
  return values as Readonly<Record<string, Readonly<Record<string, Options>>>>;
}

describe("keda", () => {
  for (const cloud of ["eks", "aks", "gke", "existing"] as const)
    for (const profile of ["production", "development"])
      it(`has no finding on ${cloud} in ${profile}`, async () => {
        assert.deepEqual(await findingsOf(cloud, "keda", profile), []);
      });

  it("has no rights in a cloud unless it is told of something to measure", async () => {
    assert.deepEqual(all(await plan("eks"), "aws:eks/podIdentityAssociation:PodIdentityAssociation"), []);
    assert.deepEqual(
      all(await plan("gke"), "gcp:projects/iAMMember:IAMMember").filter(({ name }) => name.includes("keda")),
      [],
    );
  });

  it("may measure the queues that it is told of on AWS, and not read them", async () => {
    const made = await plan("eks", { queues: ["orders"], metrics: true });
    const { inputs } = only(made, "aws:iam/rolePolicy:RolePolicy", "one-keda-keda-operator");
    const [queues, metrics] = statementsIn(inputs.policy);
    assert.deepEqual(queues?.Action, ["sqs:GetQueueAttributes", "sqs:GetQueueUrl"]);
    assert.equal(queues?.Resource, "arn:aws:sqs:eu-west-1:481516234200:orders");
    assert.deepEqual(metrics?.Action, ["cloudwatch:GetMetricData", "cloudwatch:ListMetrics"]);
    const { namespace, serviceAccount } = only(made, "aws:eks/podIdentityAssociation:PodIdentityAssociation").inputs;
    assert.deepEqual([namespace, serviceAccount], ["keda", "keda-operator"]);
  });

  it("may measure the queues that it is told of on Azure, as the operator's pods and service account say", async () => {
    const made = await plan("aks", { queues: [queue] });
    const scopes = all(made, "azure-native:authorization:RoleAssignment").map(({ inputs }) => inputs.scope);
    assert.ok(scopes.includes(queue));
    const values = await valuesOf({ queues: [queue] }, {}, "aks");
    assert.deepEqual(values.podLabels?.keda, { "azure.workload.identity/use": "true" });
    assert.match(JSON.stringify(values.serviceAccount?.operator), /azure\.workload\.identity\/client-id/);
  });

  it("may read the project's metrics on Google Cloud", async () => {
    const made = await plan("gke", { metrics: true });
    const roles = all(made, "gcp:projects/iAMMember:IAMMember")
      .filter(({ name }) => name.includes("keda"))
      .map(({ inputs }) => inputs.role);
    assert.deepEqual(roles, ["roles/monitoring.viewer"]);
  });

  it("reads no Secrets but its own unless told to", async () => {
    const restricted = async (options: Options) => (await valuesOf(options)).permissions?.operator?.restrict;
    assert.deepEqual(await restricted({}), { secret: true });
    assert.deepEqual(await restricted({ readSecrets: true }), { secret: false });
  });

  it("leaves its definitions behind, and a webhook that holds nothing up", async () => {
    const { crds, webhooks } = await valuesOf();
    assert.deepEqual(crds?.additionalAnnotations, { "helm.sh/resource-policy": "keep" });
    assert.equal(webhooks?.failurePolicy, "Ignore");
  });

  it("has the ports on which the API server calls it opened on Google's private clusters", async () => {
    const rule = only(await plan("gke"), "gcp:compute/firewall:Firewall", "one-webhooks");
    assert.deepEqual(rule.inputs.allows, [{ protocol: "tcp", ports: ["6443", "9443"] }]);
  });

  it("comes from the mirror, each of its images", async () => {
    const { image } = await valuesOf({}, { mirror: { images: "registry.example.com/mirror" } });
    for (const [part, repository] of [
      ["keda", "keda"],
      ["metricsApiServer", "keda-metrics-apiserver"],
      ["webhooks", "keda-admission-webhooks"],
    ] as const)
      assert.deepEqual(image?.[part], {
        registry: "",
        repository: `registry.example.com/mirror/kedacore/${repository}`,
      });
  });

  it("runs each part twice in production, with budgets, and once elsewhere", async () => {
    const { operator, metricsServer, webhooks, podDisruptionBudget } = await valuesOf();
    assert.deepEqual(
      [operator, metricsServer, webhooks].map((part) => part?.replicaCount),
      [2, 2, 2],
    );
    assert.deepEqual(Object.keys(podDisruptionBudget ?? {}).sort(), ["metricServer", "operator", "webhooks"]);
    const small = await valuesOf({}, { cluster: { profile: "development" } });
    assert.deepEqual([small.operator?.replicaCount, small.podDisruptionBudget], [1, {}]);
  });

  it("refuses queues that the cloud does not know, and a cloud's metrics without a cloud", () => {
    const said = (cloud: Cloud, options: Options) => problemsOf(stackOf(cloud, "keda", options)).join("\n");
    assert.match(said("eks", { queues: ["a b"] }), /queues\[0\]: .*a queue's name or ARN/);
    assert.match(said("aks", { queues: ["orders"] }), /the resource id of a queue/);
    assert.match(said("gke", { queues: ["orders"] }), /queues on eks and aks only/);
    assert.match(said("existing", { metrics: true }), /without a cloud/);
  });
});
