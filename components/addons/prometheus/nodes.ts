import type { PrometheusOptions } from "./options";

const account = "/var/run/secrets/kubernetes.io/serviceaccount";

/**
 * The scrape job `kubernetes-nodes`: what each kubelet says its node and pods use, with all labels of the node. It
 * goes straight to the kubelet, which needs `nodes/metrics` only; the way through the API server would need
 * `nodes/proxy`, which also lets one run commands in pods. `/metrics/resource` is the one kubelet endpoint that the
 * chart's own jobs leave out, so no sample is taken twice. Sources: Prometheus, "kubernetes_sd_config", role node;
 * Kubernetes, "Node metrics data".
 */
export function kubernetesNodes(options: PrometheusOptions): Readonly<Record<string, unknown>> {
  return {
    job_name: "kubernetes-nodes",
    scheme: "https",
    metrics_path: "/metrics/resource",
    kubernetes_sd_configs: [{ role: "node" }],
    authorization: { type: "Bearer", credentials_file: `${account}/token` },
    tls_config: { ca_file: `${account}/ca.crt`, insecure_skip_verify: !options.verifyKubelets },
    relabel_configs: [
      { action: "labelmap", regex: "__meta_kubernetes_node_label_(.+)" },
      // Old names of labels that are there under their new ones.
      { action: "labeldrop", regex: "(beta_kubernetes_io|failure_domain_beta_kubernetes_io)_.+" },
      { source_labels: ["__meta_kubernetes_node_name"], target_label: "node" },
    ],
    metric_relabel_configs: [
      // The same names as cAdvisor's: a sum over them would count every container twice.
      { action: "drop", source_labels: ["__name__"], regex: "container_.+" },
    ],
  };
}
