import type { Values } from "../addon";

/** An alert as we write it; {@link alert} adds the rest. */
interface Alert {
  readonly name: string;
  readonly severity: "critical" | "warning";
  /** How long it must hold. */
  readonly for: string;
  readonly expr: string;
  readonly summary: string;
  readonly description: string;
}

const page = "docs/addons/prometheus.md";
const state = 'job="kube-state-metrics"';
const kubelet = 'job="kubelet", metrics_path="/metrics"';
const days = (count: number) => `${count} * 86400`;

/** The share of a volume that is free, of volumes that can be written to. */
const free = [
  `kubelet_volume_stats_available_bytes{${kubelet}} / kubelet_volume_stats_capacity_bytes{${kubelet}}`,
  `unless on (namespace, persistentvolumeclaim) kube_persistentvolumeclaim_access_mode{${state}, access_mode="ReadOnlyMany"} == 1`,
] as const;

const certificate = "certmanager_certificate_expiration_timestamp_seconds";
const apiErrors = [
  'sum(rate(apiserver_request_total{job="apiserver", code=~"5.."}[5m]))',
  'sum(rate(apiserver_request_total{job="apiserver"}[5m]))',
].join(" / ");

/**
 * The chart's alerts that ours take the place of, so that nobody is told twice: ours say sooner, or in two steps, what
 * matters at night.
 */
export const replaced = [
  "KubeNodeNotReady",
  "KubePodCrashLooping",
  "KubePersistentVolumeFillingUp",
  "KubeDeploymentReplicasMismatch",
] as const;

const clusterHealth: readonly Alert[] = [
  {
    name: "NodeNotReady",
    severity: "critical",
    for: "5m",
    expr: `kube_node_status_condition{${state}, condition="Ready", status="true"} == 0 unless on (node) kube_node_spec_unschedulable{${state}} == 1`,
    summary: "A node is not ready.",
    description: "Node {{ $labels.node }} has not been ready for 5 minutes, and nobody has cordoned it.",
  },
  {
    name: "PodCrashLooping",
    severity: "warning",
    for: "10m",
    expr: `max_over_time(kube_pod_container_status_waiting_reason{${state}, reason="CrashLoopBackOff"}[5m]) >= 1`,
    summary: "A container keeps crashing.",
    description: "Container {{ $labels.container }} of pod {{ $labels.namespace }}/{{ $labels.pod }} keeps crashing.",
  },
  {
    name: "PersistentVolumeAlmostFull",
    severity: "warning",
    for: "15m",
    expr: `(${free[0]} < 0.15) ${free[1]}`,
    summary: "A volume has less than 15 % left.",
    description:
      "Volume claim {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} left.",
  },
  {
    name: "PersistentVolumeAlmostFull",
    severity: "critical",
    for: "5m",
    expr: `(${free[0]} < 0.05) ${free[1]}`,
    summary: "A volume has less than 5 % left.",
    description:
      "Volume claim {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} left.",
  },
  {
    name: "CertificateExpiring",
    severity: "warning",
    for: "1h",
    expr: `min by (namespace, name) (${certificate}) - time() < ${days(14)}`,
    summary: "A certificate runs out within 14 days and has not been renewed.",
    description:
      "Certificate {{ $labels.namespace }}/{{ $labels.name }} runs out in {{ $value | humanizeDuration }}; cert-manager should have renewed it.",
  },
  {
    name: "CertificateExpiring",
    severity: "critical",
    for: "10m",
    expr: `min by (namespace, name) (${certificate}) - time() < ${days(3)}`,
    summary: "A certificate runs out within 3 days and has not been renewed.",
    description: "Certificate {{ $labels.namespace }}/{{ $labels.name }} runs out in {{ $value | humanizeDuration }}.",
  },
  {
    name: "ApiServerErrors",
    severity: "warning",
    for: "10m",
    expr: `${apiErrors} > 0.01`,
    summary: "More than 1 % of requests to the API server fail.",
    description: "The API server answers {{ $value | humanizePercentage }} of requests with an error of its own.",
  },
  {
    name: "ApiServerErrors",
    severity: "critical",
    for: "5m",
    expr: `${apiErrors} > 0.05`,
    summary: "More than 5 % of requests to the API server fail.",
    description: "The API server answers {{ $value | humanizePercentage }} of requests with an error of its own.",
  },
  {
    name: "DeploymentUnavailable",
    severity: "critical",
    for: "5m",
    expr: `kube_deployment_status_replicas_available{${state}} == 0 and on (namespace, deployment) kube_deployment_spec_replicas{${state}} > 0`,
    summary: "A deployment has no pod that works.",
    description:
      "No pod of deployment {{ $labels.namespace }}/{{ $labels.deployment }} has been available for 5 minutes.",
  },
  {
    name: "DeploymentUnavailable",
    severity: "warning",
    for: "15m",
    expr: `kube_deployment_spec_replicas{${state}} > on (namespace, deployment) kube_deployment_status_replicas_available{${state}}`,
    summary: "A deployment has fewer working pods than it should.",
    description:
      "Deployment {{ $labels.namespace }}/{{ $labels.deployment }} has had fewer pods available than its {{ $value }} for 15 minutes.",
  },
];

function alert({ name, severity, summary, description, expr, ...rule }: Alert): Values {
  return {
    alert: name,
    expr,
    for: rule.for,
    labels: { severity },
    annotations: { summary, description, runbook: `${page}#${name.toLowerCase()}` },
  };
}

/**
 * Our rules of the cluster itself, as the chart's `additionalPrometheusRulesMap`. An add-on brings the rules of its own
 * parts with its own release.
 */
export function ruleGroups(): Values {
  const name = "cluster-health";
  return { [name]: { groups: [{ name, rules: clusterHealth.map(alert) }] } };
}
