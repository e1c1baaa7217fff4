import assert from "node:assert/strict";
import { all, only } from "../../support/plan";
import { planOptions, releaseOf, secure, valueIn } from "./support";

const spec = "prometheus.prometheusSpec";

describe("prometheus", () => {
  it("is one release of the pinned chart, after its namespaces and what they let in", async () => {
    const plan = await planOptions({});
    const release = releaseOf(plan);
    assert.equal(release.inputs.chart, "oci://ghcr.io/prometheus-community/charts/kube-prometheus-stack");
    assert.equal(release.inputs.version, "88.5.3");
    assert.equal(release.inputs.namespace, "monitoring");
    const waits = release.dependsOn.map((urn) => urn.split("::").at(-1));
    assert.ok(waits.includes("prometheus-namespace-monitoring"));
    assert.ok(waits.includes("prometheus-namespace-monitoring-nodes"));
    assert.ok(waits.includes("prometheus-deny-all-nodes"));
    const guard = only(plan, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "prometheus-deny-all-nodes");
    assert.ok(guard.dependsOn.some((urn) => urn.endsWith("::prometheus-namespace-monitoring-nodes")));
  });

  it("keeps privilege to the node exporter's namespace", async () => {
    const plan = await planOptions({});
    const levels = all(plan, "kubernetes:core/v1:Namespace").map(({ inputs }) => {
      const { name, labels } = inputs.metadata as { name: string; labels: Record<string, string> };
      return [name, labels["pod-security.kubernetes.io/enforce"]];
    });
    assert.deepEqual(Object.fromEntries(levels), { monitoring: "restricted", "monitoring-nodes": "privileged" });
    assert.equal(valueIn(plan, "prometheus-node-exporter.namespaceOverride"), "monitoring-nodes");
    assert.equal(valueIn(plan, "grafana.initChownData.enabled"), false);
  });

  it("keeps 15 days on a volume of the cluster's class, in 85 % of it", async () => {
    const plan = await planOptions({}, { storageClass: "encrypted" });
    assert.equal(valueIn(plan, `${spec}.retention`), "15d");
    assert.equal(valueIn(plan, `${spec}.retentionSize`), "87040MiB");
    assert.deepEqual(valueIn(plan, `${spec}.storageSpec.volumeClaimTemplate.spec`), {
      storageClassName: "encrypted",
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: "100Gi" } },
    });
  });

  it("takes a retention, a size and a class of the user's", async () => {
    const storage = { size: "200Gi", class: "fast" };
    const plan = await planOptions({ retention: "30d", retentionSize: "150GiB", storage });
    assert.equal(valueIn(plan, `${spec}.retention`), "30d");
    assert.equal(valueIn(plan, `${spec}.retentionSize`), "150GiB");
    const claim = `${spec}.storageSpec.volumeClaimTemplate.spec`;
    assert.equal(valueIn(plan, `${claim}.storageClassName`), "fast");
    assert.equal(valueIn(plan, `${claim}.resources.requests.storage`), "200Gi");
  });

  it("runs two of each server in production, apart and never both away", async () => {
    const plan = await planOptions({}, { zones: 3 });
    for (const [budget, server] of [
      ["prometheus", spec],
      ["alertmanager", "alertmanager.alertmanagerSpec"],
    ] as const) {
      assert.equal(valueIn(plan, `${server}.replicas`), 2, server);
      assert.equal(valueIn(plan, `${server}.podAntiAffinity`), "hard", server);
      assert.deepEqual(valueIn(plan, `${budget}.podDisruptionBudget`), { enabled: true, minAvailable: 1 });
      const [zones] = valueIn(plan, `${server}.topologySpreadConstraints`) as Record<string, unknown>[];
      assert.equal(zones?.topologyKey, "topology.kubernetes.io/zone");
      assert.equal(zones?.whenUnsatisfiable, "DoNotSchedule");
    }
  });

  it("still fits a cluster of one zone, where spreading is only a wish", async () => {
    const plan = await planOptions({}, { zones: 1 });
    assert.equal(valueIn(plan, `${spec}.podAntiAffinity`), "soft");
    const [zones] = valueIn(plan, `${spec}.topologySpreadConstraints`) as Record<string, unknown>[];
    assert.equal(zones?.whenUnsatisfiable, "ScheduleAnyway");
  });

  it("runs one of each, and smaller, in development", async () => {
    const plan = await planOptions({}, { profile: "development" });
    assert.equal(valueIn(plan, `${spec}.replicas`), 1);
    assert.equal(valueIn(plan, "alertmanager.alertmanagerSpec.replicas"), 1);
    assert.equal(valueIn(plan, "prometheus.podDisruptionBudget.enabled"), false);
    assert.equal(valueIn(plan, `${spec}.resources.requests.memory`), "768Mi");
  });

  it("leaves no volume behind in an ephemeral cluster", async () => {
    const plan = await planOptions({}, { profile: "ephemeral" });
    assert.deepEqual(valueIn(plan, `${spec}.storageSpec`), { emptyDir: { sizeLimit: "20Gi" } });
    assert.deepEqual(valueIn(plan, "alertmanager.alertmanagerSpec.storage"), { emptyDir: { sizeLimit: "5Gi" } });
  });

  it("labels what leaves the cluster with the cluster, the stack and labels of the user's", async () => {
    const plan = await planOptions({ externalLabels: { team: "platform" } }, { name: "home" });
    assert.deepEqual(valueIn(plan, `${spec}.externalLabels`), { cluster: "home", stack: "test", team: "platform" });
  });

  it("watches every monitor, rule and probe of every namespace", async () => {
    const plan = await planOptions({});
    for (const kind of ["serviceMonitor", "podMonitor", "probe", "rule", "scrapeConfig"])
      assert.equal(valueIn(plan, `${spec}.${kind}SelectorNilUsesHelmValues`), false, kind);
  });

  it("reads everything at the interval of the option", async () => {
    const plan = await planOptions({ scrapeInterval: "1m" });
    assert.equal(valueIn(plan, `${spec}.scrapeInterval`), "1m");
    assert.equal(valueIn(plan, `${spec}.evaluationInterval`), "1m");
    assert.equal(valueIn(plan, "kubelet.serviceMonitor.cAdvisorInterval"), "1m");
  });

  it("sends samples elsewhere with credentials that stay in a Secret", async () => {
    const plan = await planOptions({
      remoteWrite: [
        {
          name: "mimir",
          url: "https://mimir.example.com/push",
          basicAuth: { username: "tenant", password: secure },
          headers: { "X-Scope-OrgID": "a" },
        },
        { name: "other", url: "https://other.example.com/write", bearerToken: secure, keep: "up|node_.*" },
      ],
    });
    const name = "prometheus-remote-write";
    assert.deepEqual(valueIn(plan, `${spec}.remoteWrite`), [
      {
        name: "mimir",
        url: "https://mimir.example.com/push",
        basicAuth: { username: { name, key: "mimir-username" }, password: { name, key: "mimir-password" } },
        headers: { "X-Scope-OrgID": "a" },
      },
      {
        name: "other",
        url: "https://other.example.com/write",
        authorization: { type: "Bearer", credentials: { name, key: "other-token" } },
        writeRelabelConfigs: [{ action: "keep", sourceLabels: ["__name__"], regex: "up|node_.*" }],
      },
    ]);
    const secret = only(plan, "kubernetes:core/v1:Secret", `prometheus-${name}`);
    assert.deepEqual(secret.inputs.metadata, { name, namespace: "monitoring" });
    assert.equal(secret.inputs.stringData, "[secret]");
    assert.ok(releaseOf(plan).dependsOn.includes(secret.urn));
  });

  it("takes images from the mirror", async () => {
    const images = "registry.example.com/mirror";
    assert.equal(valueIn(await planOptions({}, {}, { mirror: { images } }), "global.imageRegistry"), images);
    assert.equal(valueIn(await planOptions({}), "global"), undefined);
  });

  it("never lets a lost operator refuse other releases their rules", async () => {
    assert.equal(valueIn(await planOptions({}), "prometheusOperator.admissionWebhooks.failurePolicy"), "Ignore");
  });

  it("tells how to reach each server", async () => {
    const { outputs } = await planOptions({});
    assert.deepEqual(outputs.addons, {
      prometheus: {
        prometheus: "kubectl --namespace monitoring port-forward service/kube-prometheus-stack-prometheus 9090",
        alertmanager: "kubectl --namespace monitoring port-forward service/kube-prometheus-stack-alertmanager 9093",
        grafana: "kubectl --namespace monitoring port-forward service/kube-prometheus-stack-grafana 3000:80",
        grafanaPassword:
          "kubectl --namespace monitoring get secret kube-prometheus-stack-grafana --output jsonpath='{.data.admin-password}' | base64 --decode",
      },
    });
  });
});
