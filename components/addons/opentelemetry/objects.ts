import type { AddonContext, ObjectSpec } from "../addon";
import { namespace as lokiNamespace, httpPort as lokiPort } from "../loki/names";
import { dashboard } from "../parts/dashboard";
import { alertRules, podMonitor } from "../parts/monitoring";
import { networkPolicies, type Way } from "../parts/traffic";
import { namespace as monitoring } from "../prometheus/names";
import { namespace as tempoNamespace, otlpPorts as tempoPorts } from "../tempo/names";
import { pods } from "./collector";
import { namespace, operator, otlpPorts, webhookPort } from "./names";
import type { OtelOptions } from "./options";

const operatorPods = { "app.kubernetes.io/name": operator };

/** Who comes in and where the collectors go: to what is on. */
export function traffic(context: AddonContext, { allowFrom }: OtelOptions): readonly ObjectSpec[] {
  const ways: readonly (Way | false)[] = [
    context.on("tempo") && { name: "tempo", pods, ports: [tempoPorts.grpc], to: { namespaces: [tempoNamespace] } },
    context.on("loki") && { name: "loki", pods, ports: [lokiPort], to: { namespaces: [lokiNamespace] } },
    context.on("prometheus") && { name: "prometheus", pods, ports: [9090], to: { namespaces: [monitoring] } },
  ];
  return networkPolicies(context, {
    namespace,
    ingress: [
      {
        name: "telemetry",
        pods,
        ports: Object.values(otlpPorts),
        from: allowFrom === undefined ? "anyone" : { namespaces: allowFrom },
      },
      { name: "webhook", pods: operatorPods, ports: [webhookPort], from: "anyone" },
      { name: "metrics", ports: ["metrics"], from: "prometheus" },
    ],
    egress: ways.filter((way) => way !== false),
  });
}

// The collector's metrics are named with or without `_total`, by the version and the reader. Source: OpenTelemetry
// Collector documentation, "Internal telemetry".
const rate = (what: string, by = "") =>
  `sum${by === "" ? "" : ` by (${by})`}(rate({__name__=~"otelcol_${what}_(spans|metric_points|log_records)(_total)?"}[5m]))`;

/** What is told of the collectors. */
export function watching(context: AddonContext): readonly ObjectSpec[] {
  return [
    ...podMonitor(context, { name: "otel-collector", namespace, pods, port: "metrics" }),
    ...alertRules(context, "opentelemetry", namespace, [
      {
        alert: "TelemetryNotDelivered",
        severity: "warning",
        for: "15m",
        expr: `${rate("exporter_send_failed", "exporter")} > 0`,
        summary: "Collectors cannot hand on telemetry to {{ $labels.exporter }}.",
      },
      {
        alert: "TelemetryRefused",
        severity: "warning",
        for: "15m",
        expr: `${rate("receiver_refused")} > 0`,
        summary: "Collectors turn telemetry away: they are short of memory, or cannot hand it on.",
      },
      {
        alert: "TelemetryQueueFull",
        severity: "warning",
        for: "10m",
        expr: "max by (exporter) (otelcol_exporter_queue_size / otelcol_exporter_queue_capacity) > 0.8",
        summary: "The queue to {{ $labels.exporter }} is nearly full; what comes after is lost.",
      },
      {
        alert: "TelemetryCollectorMissing",
        severity: "critical",
        for: "15m",
        expr: `kube_deployment_status_replicas_available{namespace="${namespace}"} == 0`,
        summary: "{{ $labels.deployment }} has no pod that runs.",
      },
    ]),
    ...dashboard(context, "opentelemetry", namespace, "OpenTelemetry collectors", [
      { title: "Taken in", expr: rate("receiver_accepted", "receiver"), legend: "{{receiver}}" },
      { title: "Handed on", expr: rate("exporter_sent", "exporter"), legend: "{{exporter}}" },
      { title: "Turned away", expr: rate("receiver_refused") },
      { title: "Not delivered", expr: rate("exporter_send_failed", "exporter"), legend: "{{exporter}}" },
      {
        title: "Queues",
        expr: "max by (exporter) (otelcol_exporter_queue_size / otelcol_exporter_queue_capacity)",
        legend: "{{exporter}}",
        unit: "percentunit",
      },
      {
        title: "Memory",
        expr: `sum by (pod) (container_memory_working_set_bytes{namespace="${namespace}", container="otc-container"})`,
        legend: "{{pod}}",
        unit: "bytes",
      },
    ]),
  ];
}
