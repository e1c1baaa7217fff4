import assert from "node:assert/strict";
import { watched } from "../../../components/addons/prometheus/exporters";
import { options } from "../../../components/addons/prometheus/options";
import { all, only } from "../../support/plan";
import { at, planOptions, releaseOf, valueIn } from "./support";

const ruleGroups = ["etcd", "kubeControllerManager", "kubeSchedulerAlerting", "kubeSchedulerRecording"];
const jobs = ["kubeEtcd", "kubeControllerManager", "kubeScheduler"];

describe("prometheus and the cluster", () => {
  it("reads each node's kubelet itself, with the node's labels, as the job kubernetes-nodes", async () => {
    const account = "/var/run/secrets/kubernetes.io/serviceaccount";
    assert.deepEqual(valueIn(await planOptions({}), "prometheus.prometheusSpec.additionalScrapeConfigs"), [
      {
        job_name: "kubernetes-nodes",
        scheme: "https",
        metrics_path: "/metrics/resource",
        kubernetes_sd_configs: [{ role: "node" }],
        authorization: { type: "Bearer", credentials_file: `${account}/token` },
        tls_config: { ca_file: `${account}/ca.crt`, insecure_skip_verify: true },
        relabel_configs: [
          { action: "labelmap", regex: "__meta_kubernetes_node_label_(.+)" },
          { action: "labeldrop", regex: "(beta_kubernetes_io|failure_domain_beta_kubernetes_io)_.+" },
          { source_labels: ["__meta_kubernetes_node_name"], target_label: "node" },
        ],
        metric_relabel_configs: [{ action: "drop", source_labels: ["__name__"], regex: "container_.+" }],
      },
    ]);
  });

  it("checks kubelets' certificates in every job, where they can be", async () => {
    const plan = await planOptions({ verifyKubelets: true });
    const [nodes] = valueIn(plan, "prometheus.prometheusSpec.additionalScrapeConfigs") as unknown[];
    assert.equal(at(nodes, "tls_config", "insecure_skip_verify"), false);
    assert.equal(valueIn(plan, "kubelet.serviceMonitor.insecureSkipVerify"), false);
  });

  it("watches the control plane with its rules where the cluster shows it, and neither where not", async () => {
    for (const controlPlaneMetrics of [true, false]) {
      const plan = await planOptions({}, { controlPlaneMetrics });
      for (const job of jobs) assert.equal(valueIn(plan, `${job}.enabled`), controlPlaneMetrics, job);
      for (const group of ruleGroups)
        assert.equal(valueIn(plan, `defaultRules.rules.${group}`), controlPlaneMetrics, group);
    }
  });

  it("lets the options overrule the cluster's facts", async () => {
    const plan = await planOptions({ controlPlane: false, kubeProxy: true }, { controlPlaneMetrics: true });
    assert.equal(valueIn(plan, "kubeScheduler.enabled"), false);
    assert.equal(valueIn(plan, "kubeProxy.enabled"), true);
    assert.equal(valueIn(plan, "defaultRules.rules.kubeProxy"), true);
  });

  it("reads kube-proxy and DNS by the cluster's facts", () => {
    const facts = {
      kubernetesVersion: "1.35",
      zones: 3,
      storageClass: "encrypted",
      snapshotClass: undefined,
      loadBalancer: { internal: {}, internet: {} },
      credentialEndpoints: [],
      istioCni: { platform: undefined, cniBinDir: undefined },
      velero: undefined,
      hiddenControlPlane: true,
    };
    const defaults = options.parse({});
    assert.deepEqual(watched(facts, defaults), { controlPlane: false, kubeProxy: false, dns: "coredns" });
    assert.deepEqual(watched({ ...facts, kubeProxy: true, dns: "kube-dns" }, defaults), {
      controlPlane: false,
      kubeProxy: true,
      dns: "kube-dns",
    });
  });

  it("watches one DNS server at most", async () => {
    const plan = await planOptions({});
    assert.equal(valueIn(plan, "coreDns.enabled"), true);
    assert.equal(valueIn(plan, "kubeDns.enabled"), false);
  });

  it("keeps the node exporter on every node, with a quota for its priority as GKE asks", async () => {
    const plan = await planOptions({});
    assert.deepEqual(valueIn(plan, "prometheus-node-exporter.tolerations"), [{ operator: "Exists" }]);
    assert.equal(valueIn(plan, "prometheus-node-exporter.priorityClassName"), "system-node-critical");
    const manifests = valueIn(plan, "extraManifests") as unknown[];
    const quota = manifests.find((it) => at(it, "kind") === "ResourceQuota");
    assert.equal(at(quota, "metadata", "namespace"), "monitoring-nodes");
    const [scope] = at(quota, "spec", "scopeSelector", "matchExpressions") as unknown[];
    assert.deepEqual(at(scope, "values"), ["system-node-critical"]);
  });

  it("counts nobody's Secrets, so that kube-state-metrics need not be let to read them", async () => {
    assert.deepEqual(valueIn(await planOptions({}), "kube-state-metrics.collectorsExclude"), ["secrets"]);
  });

  it("gives requests and limits to every container that the chart has resources for", async () => {
    const plan = await planOptions({ grafana: { persistence: { enabled: true } } });
    const findings = plan.findings.filter(({ urn }) => urn === releaseOf(plan).urn);
    assert.deepEqual(findings, []);
    for (const path of [
      "prometheusOperator.prometheusConfigReloader",
      "prometheusOperator.admissionWebhooks.patch",
      "grafana.sidecar",
      "grafana.downloadDashboards",
    ]) {
      const resources = valueIn(plan, `${path}.resources`);
      for (const kind of ["requests", "limits"])
        for (const unit of ["cpu", "memory"]) assert.ok(at(resources, kind, unit), `${path} ${kind} ${unit}`);
    }
  });
});

describe("who reaches the monitoring namespace", () => {
  const type = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
  const sources = (spec: unknown) => {
    const [rule] = at(spec, "ingress") as unknown[];
    const [from] = (at(rule, "from") ?? []) as unknown[];
    const [expression] = (at(from, "namespaceSelector", "matchExpressions") ?? []) as unknown[];
    return at(expression, "values");
  };

  it("is nobody but its own pods and namespaces of the option", async () => {
    const plan = await planOptions({ networkPolicy: { allowFrom: ["keda"] } });
    assert.deepEqual(only(plan, type, "prometheus-deny-all").inputs.spec, {
      podSelector: {},
      policyTypes: ["Ingress"],
    });
    for (const server of ["prometheus", "alertmanager", "grafana"])
      assert.deepEqual(sources(only(plan, type, `prometheus-allow-${server}`).inputs.spec), ["monitoring", "keda"]);
    assert.deepEqual(sources(only(plan, type, "prometheus-allow-kube-state-metrics").inputs.spec), ["monitoring"]);
  });

  it("lets the API server call the operator, and replicas of Alertmanager gossip over both protocols", async () => {
    const plan = await planOptions({});
    const [operator] = at(only(plan, type, "prometheus-allow-operator").inputs.spec, "ingress") as unknown[];
    assert.deepEqual(operator, { ports: [{ port: 10250, protocol: "TCP" }] });
    const [gossip] = at(only(plan, type, "prometheus-allow-alertmanager-gossip").inputs.spec, "ingress") as unknown[];
    assert.deepEqual(at(gossip, "ports"), [
      { port: 9094, protocol: "TCP" },
      { port: 9094, protocol: "UDP" },
    ]);
  });

  it("is open when policies are off, but for the node exporters' namespace", async () => {
    const plan = await planOptions({ networkPolicy: { enabled: false } });
    assert.deepEqual(
      all(plan, type).map(({ name }) => name),
      ["prometheus-deny-all-nodes"],
    );
  });
});
