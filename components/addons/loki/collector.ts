import type { AddonContext, ObjectSpec, Values } from "../addon";
import { dashboard } from "../parts/dashboard";
import { alertRules } from "../parts/monitoring";
import { networkPolicies } from "../parts/traffic";
import { addresses, collectorNamespace, httpPort, namespace } from "./names";
import type { LokiOptions } from "./options";
import { fixed } from "./sizes";

/** The release's name. */
export const collector = "alloy";

// Labels of a stream come of what Kubernetes knows of the pod. Few and with few values: each set of them is a stream.
const labels: Readonly<Record<string, string>> = {
  namespace: "__meta_kubernetes_namespace",
  pod: "__meta_kubernetes_pod_name",
  container: "__meta_kubernetes_pod_container_name",
  node: "__meta_kubernetes_pod_node_name",
  app: "__meta_kubernetes_pod_label_app_kubernetes_io_name",
};

/**
 * Alloy's configuration: the pods of its own node, their files, and Loki. Source: Alloy documentation,
 * discovery.kubernetes, discovery.relabel, local.file_match, loki.source.file, loki.process and loki.write.
 */
export function collectorConfig(context: AddonContext, options: LokiOptions): string {
  const { excludedNamespaces } = options.collector;
  const rules = [
    ...(excludedNamespaces.length === 0
      ? []
      : [
          rule({
            source_labels: ["__meta_kubernetes_namespace"],
            regex: excludedNamespaces.join("|"),
            action: "drop",
          }),
        ]),
    ...Object.entries(labels).map(([target_label, source]) => rule({ source_labels: [source], target_label })),
    rule({
      source_labels: ["__meta_kubernetes_pod_uid", "__meta_kubernetes_pod_container_name"],
      separator: "/",
      replacement: "/var/log/pods/*$1/*.log",
      target_label: "__path__",
    }),
  ];
  return `logging {
  level  = "warn"
  format = "json"
}

discovery.kubernetes "pods" {
  role = "pod"

  selectors {
    role  = "pod"
    field = "spec.nodeName=" + sys.env("K8S_NODE_NAME")
  }
}

discovery.relabel "pods" {
  targets = discovery.kubernetes.pods.targets
${rules.join("\n")}
}

local.file_match "pods" {
  path_targets = discovery.relabel.pods.output
}

loki.source.file "pods" {
  targets    = local.file_match.pods.targets
  forward_to = [loki.process.pods.receiver]
}

loki.process "pods" {
  stage.cri { }

  stage.label_drop {
    values = ["filename"]
  }

  forward_to = [loki.write.loki.receiver]
}

loki.write "loki" {
  endpoint {
    url = ${JSON.stringify(`${addresses(options).push}/loki/api/v1/push`)}
  }

  external_labels = {
    cluster = ${JSON.stringify(context.clusterName)},
  }
}
`;
}

function rule(fields: Readonly<Record<string, string | readonly string[]>>): string {
  const lines = Object.entries(fields).map(([key, value]) => `    ${key} = ${JSON.stringify(value)}`);
  return `\n  rule {\n${lines.join("\n")}\n  }`;
}

/**
 * Values of the alloy chart. It reads files that only root may read, and may do nothing else: it has no capability and
 * writes nowhere but into a folder that ends with the pod. What it had read is then read again, and Loki takes no line twice.
 */
export function collectorValues(context: AddonContext, options: LokiOptions): Values {
  const mirror = context.config.mirror.images;
  return {
    fullnameOverride: collector,
    ...(mirror === undefined ? {} : { global: { image: { registry: mirror } } }),
    crds: { create: false },
    alloy: {
      configMap: { content: collectorConfig(context, options) },
      enableReporting: false,
      storagePath: "/var/lib/alloy",
      mounts: { varlog: true, extra: [{ name: "data", mountPath: "/var/lib/alloy" }] },
      resources: fixed.collector,
      securityContext: {
        runAsUser: 0,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
        readOnlyRootFilesystem: true,
        seccompProfile: { type: "RuntimeDefault" },
      },
    },
    // Pods are started anew when the configuration changes.
    configReloader: { enabled: false },
    // The chart prints the two lists one under the other, and neither may be empty.
    rbac: {
      rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get", "list"] }],
      clusterRules: [{ apiGroups: [""], resources: ["pods"], verbs: ["watch"] }],
    },
    controller: {
      type: "daemonset",
      priorityClassName: context.priorityClass.standard,
      nodeSelector: { "kubernetes.io/os": "linux" },
      // Logs of every node, whatever its taints.
      tolerations: [{ operator: "Exists" }],
      updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } },
      volumes: { extra: [{ name: "data", emptyDir: { sizeLimit: "1Gi" } }] },
    },
    serviceMonitor: { enabled: context.on("prometheus") },
  };
}

/** What stands beside the collectors: who reaches them, and what is told of them. */
export function collectorObjects(context: AddonContext): readonly ObjectSpec[] {
  return [
    ...networkPolicies(context, {
      namespace: collectorNamespace,
      ingress: [{ name: "metrics", ports: ["http-metrics"], from: "prometheus" }],
      egress: [{ name: "loki", ports: [httpPort], to: { namespaces: [namespace] } }],
    }),
    // Metric names: Alloy documentation, loki.write, "Debug metrics".
    ...alertRules(context, "log-collectors", collectorNamespace, [
      {
        alert: "LogsDropped",
        severity: "warning",
        for: "15m",
        expr: "sum by (reason) (rate(loki_write_dropped_entries_total[5m])) > 0",
        summary: "Collectors throw away logs that Loki does not take: {{ $labels.reason }}.",
      },
      {
        alert: "LogCollectorMissing",
        severity: "warning",
        for: "15m",
        expr: `kube_daemonset_status_number_unavailable{namespace="${collectorNamespace}"} > 0`,
        summary: "{{ $value }} nodes have no log collector.",
      },
    ]),
    ...dashboard(context, "log-collectors", collectorNamespace, "Log collectors", [
      { title: "Lines sent", expr: "sum(rate(loki_write_sent_entries_total[5m]))" },
      { title: "Bytes sent", expr: "sum(rate(loki_write_sent_bytes_total[5m]))", unit: "Bps" },
      {
        title: "Lines thrown away",
        expr: "sum by (reason) (rate(loki_write_dropped_entries_total[5m]))",
        legend: "{{reason}}",
      },
      { title: "Files read", expr: "sum(loki_source_file_files_active_total)", stat: true },
    ]),
  ];
}
