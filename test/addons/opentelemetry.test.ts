import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { all, only, planOf, problemsOf } from "../support/plan";
import { faultsOf, inNamespace, mapIn, onClouds, releaseOf, stored } from "./stored";

const policy = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const custom = "kubernetes:opentelemetry.io/v1beta1:OpenTelemetryCollector";
const everything = { tempo: {}, loki: {}, prometheus: {} };

const planned = (cluster: object, opentelemetry: object = {}, addons: object = everything, rest: object = {}) =>
  planOf({ cluster, addons: { opentelemetry, ...addons }, ...rest });

async function specOf(...given: Parameters<typeof planned>): Promise<Record<string, unknown>> {
  return only(await planned(...given), custom).inputs.spec as Record<string, unknown>;
}

interface Config {
  readonly processors: Record<string, Record<string, unknown>>;
  readonly exporters: Record<string, { readonly endpoint: string }>;
  readonly service: { readonly pipelines: Record<string, { processors: string[]; exporters: string[] }> };
}

const configOf = async (...given: Parameters<typeof planned>) => (await specOf(...given)).config as Config;
const operatorOf = async (...given: Parameters<typeof planned>) =>
  releaseOf(await planned(...given), "opentelemetry-opentelemetry-operator");

describe("opentelemetry", () => {
  for (const [cloud, cluster] of Object.entries({ ...onClouds, existing: stored }))
    for (const profile of ["production", "development"])
      it(`adds no finding on ${cloud} with the profile ${profile}`, async () => {
        assert.deepEqual(await faultsOf(cluster, profile, "opentelemetry", { prometheus: {} }), []);
      });

  it("hands traces to Tempo, logs to Loki and metrics to each Prometheus", async () => {
    const { exporters, service } = await configOf(stored);
    assert.equal(exporters["otlp_grpc/tempo"]?.endpoint, "tempo.tempo.svc:4317");
    assert.equal(exporters["otlp_http/loki"]?.endpoint, "http://loki-distributor.loki.svc:3100/otlp");
    const metrics = service.pipelines.metrics?.exporters;
    assert.deepEqual(metrics, ["otlp_http/prometheus-0", "otlp_http/prometheus-1"]);
    assert.match(
      exporters["otlp_http/prometheus-1"]?.endpoint ?? "",
      /prometheus-1\.prometheus-operated.*\/api\/v1\/otlp$/,
    );
    assert.deepEqual(service.pipelines.traces?.exporters, ["otlp_grpc/tempo"]);
    assert.deepEqual(service.pipelines.logs?.exporters, ["otlp_http/loki"]);
  });

  it("takes in nothing that it could not hand on", async () => {
    for (const [addon, signal] of [
      ["tempo", "traces"],
      ["loki", "logs"],
      ["prometheus", "metrics"],
    ] as const) {
      const { service } = await configOf(stored, {}, { [addon]: {} });
      assert.deepEqual(Object.keys(service.pipelines), [signal], addon);
    }
  });

  it("is refused with nowhere to send to, and takes a place of the user's own", async () => {
    const refused = problemsOf({ cluster: stored, addons: { opentelemetry: {} } });
    assert.match(refused.join("\n"), /addons\.opentelemetry: found opentelemetry with nowhere to send to/);
    const config = {
      exporters: { "otlp_http/other": { endpoint: "https://otlp.example.com" } },
      service: { pipelines: { traces: { receivers: ["otlp"], exporters: ["otlp_http/other"] } } },
    };
    const { exporters, service } = await configOf(stored, { config }, {});
    assert.deepEqual(Object.keys(exporters), ["otlp_http/other"]);
    assert.deepEqual(service.pipelines.traces?.exporters, ["otlp_http/other"]);
  });

  it("limits what collectors hold before anything else, and batches last", async () => {
    const { service, processors } = await configOf(stored);
    for (const [signal, { processors: steps }] of Object.entries(service.pipelines)) {
      assert.equal(steps[0], "memory_limiter", signal);
      assert.equal(steps.at(-1), "batch", signal);
      for (const step of steps) assert.ok(processors[step], `${signal}: ${step}`);
    }
  });

  it("samples traces where it is told to, and nothing else", async () => {
    const { processors, service } = await configOf(stored, { sampling: 25 });
    assert.deepEqual(processors.probabilistic_sampler, { sampling_percentage: 25 });
    assert.ok(service.pipelines.traces?.processors.includes("probabilistic_sampler"));
    assert.ok(!service.pipelines.logs?.processors.includes("probabilistic_sampler"));
    assert.equal((await configOf(stored)).processors.probabilistic_sampler, undefined);
  });

  it("runs two collectors in production, restricted, limited and spread, and one elsewhere", async () => {
    const spec = await specOf(stored);
    assert.equal(spec.replicas, 2);
    assert.deepEqual(spec.podDisruptionBudget, { maxUnavailable: 1 });
    assert.ok(Array.isArray(spec.topologySpreadConstraints));
    assert.deepEqual(Object.keys(spec.resources as object).sort(), ["limits", "requests"]);
    assert.equal((spec.securityContext as Record<string, unknown>).readOnlyRootFilesystem, true);
    assert.equal(spec.priorityClassName, "platform");
    const small = await specOf({ ...stored, profile: "development" });
    assert.equal(small.replicas, 1);
    assert.equal(small.podDisruptionBudget, undefined);
  });

  it("makes the collectors after the operator, whose webhook looks at them", async () => {
    const plan = await planned(stored);
    const release = only(plan, "kubernetes:helm.sh/v3:Release", "opentelemetry-opentelemetry-operator");
    assert.ok(only(plan, custom).dependsOn.includes(release.urn));
  });

  it("has its webhooks' certificate from cert-manager where that is on", async () => {
    const { certManager, autoGenerateCert } = mapIn(
      await operatorOf(stored, {}, { prometheus: {}, "cert-manager": {} }),
      "admissionWebhooks",
    );
    assert.deepEqual(certManager, { enabled: true });
    assert.equal((autoGenerateCert as { enabled: boolean }).enabled, false);
  });

  it("else has one made in the cluster, once, and none in the plan", async () => {
    const values = await operatorOf(stored);
    const { certManager, autoGenerateCert } = mapIn(values, "admissionWebhooks");
    assert.deepEqual(certManager, { enabled: false });
    assert.deepEqual(autoGenerateCert, { enabled: true, recreate: false, certPeriodDays: 3650 });
    assert.ok(!JSON.stringify(values).includes("PRIVATE KEY"));
    assert.deepEqual(values, await operatorOf(stored));
  });

  it("holds up no pod of the cluster's own", async () => {
    const { namespaceSelector, timeoutSeconds } = mapIn(await operatorOf(stored), "admissionWebhooks");
    assert.match(JSON.stringify(namespaceSelector), /"operator":"NotIn","values":\["kube-system"\]/);
    assert.equal(timeoutSeconds, 5);
  });

  it("lets collectors read pods and what they belong to, and the operator give no rights", async () => {
    const plan = await planned(stored);
    const role = only(plan, "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", "opentelemetry-collector-role");
    const rules = role.inputs.rules as { resources: string[]; verbs: string[] }[];
    for (const { resources, verbs } of rules) {
      assert.deepEqual(verbs, ["get", "list", "watch"]);
      assert.ok(!resources.includes("secrets"));
    }
    const { createRbacPermissions } = mapIn(releaseOf(plan, "opentelemetry-opentelemetry-operator"), "manager");
    assert.equal(createRbacPermissions, false);
  });

  it("takes telemetry from everybody or from those named, and goes out to what is on", async () => {
    const specs = async (options: object, addons: object) => {
      const policies = inNamespace(await planned(stored, options, addons), policy, "opentelemetry");
      return new Map(
        policies.map(({ name, inputs }) => [
          name.replace("opentelemetry-traffic-opentelemetry-", ""),
          JSON.stringify(inputs.spec),
        ]),
      );
    };
    const open = await specs({}, everything);
    assert.ok(!open.get("allow-telemetry")?.includes('"from"'));
    assert.match(open.get("to-tempo") ?? "", /"port":4317.*"values":\["tempo"\]/);
    assert.match(open.get("to-loki") ?? "", /"port":3100/);
    assert.match(open.get("allow-webhook") ?? "", /"port":9443/);
    const closed = await specs({ allowFrom: ["apps"] }, { tempo: {} });
    assert.match(closed.get("allow-telemetry") ?? "", /"values":\["apps"\]/);
    assert.ok(!closed.has("to-loki") && !closed.has("to-prometheus"));
  });

  it("is what Tempo and Loki let in, and Prometheus takes OpenTelemetry's metrics of", async () => {
    const plan = await planned(stored);
    const of = (namespace: string) => JSON.stringify(inNamespace(plan, policy, namespace).map(({ inputs }) => inputs));
    assert.ok(of("tempo").includes('["opentelemetry"]'));
    assert.match(of("loki"), /"loki-collector","monitoring","opentelemetry"/);
    const { prometheusSpec } = mapIn(releaseOf(plan, "prometheus-kube-prometheus-stack"), "prometheus") as {
      prometheusSpec: Record<string, unknown>;
    };
    assert.equal(prometheusSpec.enableOTLPReceiver, true);
    assert.match(JSON.stringify(only(plan, policy, "prometheus-allow-add-ons").inputs), /"opentelemetry","tempo"/);
  });

  it("takes the images of the operator, the collectors and the chart's test from the mirror", async () => {
    const values = await operatorOf(stored, {}, everything, { mirror: { images: "registry.example.com/mirror" } });
    const { image, collectorImage } = mapIn(values, "manager") as Record<string, { repository: string }>;
    const { image: test } = mapIn(values, "testFramework") as { image: { repository: string; tag: string } };
    for (const { repository } of [image, collectorImage, test].filter((it) => it !== undefined))
      assert.match(repository, /^registry\.example\.com\/mirror\//);
    assert.notEqual(test.tag, "latest");
  });

  it("is watched where Prometheus is on, and only there", async () => {
    const plan = await planned(stored);
    only(plan, "kubernetes:monitoring.coreos.com/v1:PodMonitor", "opentelemetry-monitor-otel-collector");
    only(plan, "kubernetes:monitoring.coreos.com/v1:PrometheusRule", "opentelemetry-alerts-opentelemetry");
    const off = await planned(stored, {}, { tempo: {} });
    assert.equal(all(off, "kubernetes:monitoring.coreos.com/v1:PodMonitor").length, 0);
  });

  it("tells where to send to", async () => {
    const { outputs } = await planned(stored);
    const { opentelemetry } = outputs.addons as { opentelemetry: Record<string, string> };
    assert.equal(opentelemetry.otlpHttp, "http://otel-collector.opentelemetry.svc:4318");
  });
});
