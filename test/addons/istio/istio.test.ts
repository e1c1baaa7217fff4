import assert from "node:assert/strict";
import { istio } from "../../../components/addons/istio";
import { all, only, planOf } from "../../support/plan";
import { existing, partsOf, releaseOf } from "./parts";

const release = "kubernetes:helm.sh/v3:Release";

describe("Istio", () => {
  it("installs its charts in the order that they need", async () => {
    const plan = await planOf({ cluster: existing, addons: { istio: {} } });
    const waitsFor = (name: string) =>
      only(plan, release, name).dependsOn.map((urn) => urn.slice(urn.lastIndexOf("::") + 2));
    assert.deepEqual(
      all(plan, release).map(({ name }) => name),
      ["istio-istio-base", "istio-istio-cni", "istio-istio-ingressgateway", "istio-istiod-1-30", "istio-ztunnel"],
    );
    assert.ok(waitsFor("istio-istiod-1-30").includes("istio-istio-base"));
    assert.ok(waitsFor("istio-istio-cni").includes("istio-istiod-1-30"));
    for (const later of ["istio-ztunnel", "istio-istio-ingressgateway"])
      assert.ok(
        ["istio-istio-cni", "istio-istiod-1-30"].every((name) => waitsFor(later).includes(name)),
        later,
      );
  });

  it("refuses plain text in the mesh by default, once a control plane can check the policy", async () => {
    const plan = await planOf({ cluster: existing, addons: { istio: {} } });
    const policy = only(plan, "kubernetes:security.istio.io/v1:PeerAuthentication");
    assert.deepEqual(policy.inputs.spec, { mtls: { mode: "STRICT" } });
    assert.deepEqual(policy.inputs.metadata, { name: "default", namespace: "istio-system" });
    assert.ok(policy.dependsOn.some((urn) => urn.endsWith("::istio-istiod-1-30")));
  });

  it("keeps the strictest level of pod security that each namespace's pods pass", () => {
    const { namespaces } = partsOf({ egressGateway: { enabled: true } });
    assert.deepEqual(
      namespaces.map(({ name, podSecurity }) => [name, podSecurity]),
      [
        ["istio-system", "privileged"],
        ["istio-ingress", "restricted"],
        ["istio-egress", "restricted"],
      ],
    );
    const { securityContext } = releaseOf({}, "istio-ingressgateway").values;
    assert.deepEqual(securityContext, {
      sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }],
      seccompProfile: { type: "RuntimeDefault" },
    });
  });

  it("has ztunnel in ambient mode only, and sidecar settings in sidecar mode only", () => {
    const names = (mode: string) => partsOf({ mode }).releases.map(({ name }) => name);
    assert.ok(names("ambient").includes("ztunnel"));
    assert.ok(!names("sidecar").includes("ztunnel"));
    const ambient = releaseOf({}, "istiod-1-30").values;
    const sidecar = releaseOf({ mode: "sidecar", outboundTraffic: "registryOnly" }, "istiod-1-30").values;
    assert.equal(ambient.profile, "ambient");
    assert.equal(sidecar.profile, undefined);
    assert.deepEqual(sidecar.meshConfig, {
      trustDomain: "cluster.local",
      accessLogEncoding: "JSON",
      outboundTrafficPolicy: { mode: "REGISTRY_ONLY" },
      defaultConfig: { holdApplicationUntilProxyStarts: true },
    });
    assert.deepEqual(ambient.meshConfig, { trustDomain: "cluster.local", accessLogEncoding: "JSON" });
    assert.deepEqual(releaseOf({ mode: "sidecar" }, "istio-cni").values.ambient, { enabled: false });
  });

  it("gives every workload requests and limits", () => {
    const whole = (of: unknown) => {
      const { requests, limits } = of as Record<"requests" | "limits", Record<string, string>>;
      return [requests.cpu, requests.memory, limits.cpu, limits.memory].every((amount) => /^\d/.test(amount ?? ""));
    };
    const parts = partsOf({ egressGateway: { enabled: true } });
    for (const { name, values } of parts.releases) if (name !== "istio-base") assert.ok(whole(values.resources), name);
    const { proxy, waypoint } = releaseOf({}, "istiod-1-30").values.global as Record<string, { resources: unknown }>;
    assert.ok(whole(proxy?.resources) && whole(waypoint?.resources));
  });

  it("runs two or more replicas in production and one without an autoscaler in development", () => {
    const production = releaseOf({}, "istiod-1-30").values;
    assert.deepEqual([production.autoscaleEnabled, production.autoscaleMin], [true, 2]);
    const gateway = releaseOf({}, "istio-ingressgateway").values;
    assert.deepEqual(gateway.autoscaling, { enabled: true, minReplicas: 2, maxReplicas: 5 });
    assert.deepEqual(gateway.podDisruptionBudget, { minAvailable: 1 });
    const cluster = { ...existing, profile: "development" };
    const development = releaseOf({}, "istiod-1-30", { values: { cluster } }).values;
    assert.deepEqual([development.autoscaleEnabled, development.replicaCount], [false, 1]);
    const small = releaseOf({}, "istio-ingressgateway", { values: { cluster } }).values;
    assert.deepEqual([small.autoscaling, small.podDisruptionBudget], [{ enabled: false }, undefined]);
  });

  it("takes its images from the mirror", () => {
    const values = { mirror: { images: "registry.example.com/mirror" } };
    const hub = "registry.example.com/mirror/istio";
    const of = (name: string) => releaseOf({}, name, { values }).values;
    assert.equal((of("istiod-1-30").global as { hub: string }).hub, hub);
    assert.equal((of("istio-cni").global as { hub: string }).hub, hub);
    assert.equal(of("ztunnel").hub, hub);
    assert.equal("hub" in releaseOf({}, "ztunnel").values, false);
  });

  it("logs what enters the cluster, everything, or nothing", () => {
    const telemetry = (accessLog: string) =>
      (partsOf({ accessLog }).objects ?? []).filter(({ kind }) => kind === "Telemetry").map(({ metadata }) => metadata);
    assert.deepEqual(telemetry("gateways"), [{ name: "access-log", namespace: "istio-ingress" }]);
    assert.deepEqual(telemetry("off"), []);
    const everything = releaseOf({ accessLog: "all" }, "istiod-1-30").values.meshConfig as Record<string, unknown>;
    assert.equal(everything.accessLogFile, "/dev/stdout");
    assert.deepEqual(telemetry("all"), []);
  });

  it("sends spans to a collector when told of one", () => {
    const tracing = { service: "otel.observability.svc.cluster.local", samplingPercentage: 5 };
    const mesh = releaseOf({ tracing }, "istiod-1-30").values.meshConfig as Record<string, unknown>;
    assert.deepEqual(mesh.extensionProviders, [
      { name: "opentelemetry", opentelemetry: { service: tracing.service, port: 4317 } },
    ]);
    const object = partsOf({ tracing }).objects?.find(({ name }) => name === "tracing");
    assert.deepEqual(object?.fields.spec, {
      tracing: [{ providers: [{ name: "opentelemetry" }], randomSamplingPercentage: 5 }],
    });
  });

  it("is scraped when Prometheus is on", () => {
    const monitors = (on: readonly string[], mode = "ambient") =>
      (partsOf({ mode }, { on }).objects ?? [])
        .filter(({ apiVersion }) => apiVersion === "monitoring.coreos.com/v1")
        .map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    assert.deepEqual(monitors([]), []);
    assert.deepEqual(monitors(["prometheus"]), [
      "ServiceMonitor/istiod",
      "PodMonitor/istio-cni",
      "PodMonitor/envoy-stats",
      "PodMonitor/ztunnel",
    ]);
    assert.ok(!monitors(["prometheus"], "sidecar").includes("PodMonitor/ztunnel"));
    assert.ok(istio.after.includes("prometheus"));
  });

  it("is taken out before the cluster goes, since gateways have load balancers", () => {
    assert.equal(istio.leavesThingsBehind, true);
  });
});
