import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { all, only, planOf, problemsOf } from "../support/plan";
import { type Cloud, findingsOf, stackOf } from "./clouds";

const release = "kubernetes:helm.sh/v3:Release";

type Options = Readonly<Record<string, unknown>>;

const plan = (options: Options = {}, rest: Options = {}, cloud: Cloud = "existing") =>
  planOf(stackOf(cloud, "metrics-server", options, rest), "one");

async function valuesOf(options: Options = {}, rest: Options = {}) {
  return only(await plan(options, rest), release, "metrics-server-metrics-server").inputs.values as Options;
}

describe("metrics-server", () => {
  for (const cloud of ["eks", "existing"] as const)
    for (const profile of ["production", "development"])
      it(`has no finding on ${cloud} in ${profile}`, async () => {
        assert.deepEqual(await findingsOf(cloud, "metrics-server", profile), []);
      });

  it("is refused where the cloud has it built in", () => {
    for (const cloud of ["aks", "gke"] as const)
      assert.match(problemsOf(stackOf(cloud, "metrics-server")).join("\n"), /only on eks or existing/);
  });

  it("has a certificate that the API server checks, by cert-manager or made once in the cluster", async () => {
    const alone = await valuesOf();
    assert.deepEqual(alone.apiService, { insecureSkipTLSVerify: false });
    assert.deepEqual(alone.tls, { type: "helm", helm: { lookup: true, certDurationDays: 3650 } });
    assert.deepEqual((await valuesOf({}, { addons: { "cert-manager": {} } })).tls, { type: "cert-manager" });
  });

  it("checks kubelets' certificates unless told not to", async () => {
    assert.deepEqual((await valuesOf()).args, []);
    assert.deepEqual((await valuesOf({ verifyKubelets: false })).args, ["--kubelet-insecure-tls"]);
  });

  it("may go to kubelets, and lets the API server in", async () => {
    const policies = all(await plan(), "kubernetes:networking.k8s.io/v1:NetworkPolicy").map(
      ({ inputs }) => inputs as { metadata: { name: string }; spec: { egress?: unknown; ingress?: unknown } },
    );
    const named = new Map(policies.map(({ metadata, spec }) => [metadata.name, spec]));
    assert.deepEqual([...named.keys()].sort(), ["allow-metrics-api", "default-deny", "to-kubelets"]);
    assert.deepEqual(named.get("to-kubelets")?.egress, [{ ports: [{ port: 10250, protocol: "TCP" }] }]);
    assert.deepEqual(named.get("allow-metrics-api")?.ingress, [{ ports: [{ port: 10250, protocol: "TCP" }] }]);
  });

  it("runs twice in production, apart and with a budget, and once elsewhere", async () => {
    const values = await valuesOf();
    assert.equal(values.replicas, 2);
    assert.equal((values.podDisruptionBudget as Options).maxUnavailable, 1);
    const small = await valuesOf({}, { cluster: { profile: "ephemeral" } });
    assert.deepEqual([small.replicas, small.podDisruptionBudget], [1, { enabled: false }]);
  });

  it("comes from the mirror, if there is one", async () => {
    const { image } = await valuesOf({}, { mirror: { images: "registry.example.com/mirror" } });
    assert.deepEqual(image, { repository: "registry.example.com/mirror/metrics-server/metrics-server" });
  });
});
