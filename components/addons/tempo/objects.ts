import type { AddonContext, ObjectSpec } from "../addon";
import { sourceUid as lokiSource } from "../loki/names";
import { disruptionBudget } from "../parts/availability";
import { dashboard } from "../parts/dashboard";
import { dataSource, prometheusSource } from "../parts/dataSource";
import { alertRules } from "../parts/monitoring";
import { storeWays } from "../parts/objectStore";
import { networkPolicies, type Peer, type Way } from "../parts/traffic";
import { namespace as monitoring } from "../prometheus/names";
import { httpPort, members, name, namespace, otlpPorts, queryAddress, sourceUid } from "./names";
import type { TempoOptions } from "./options";
import { generates, pods, type TempoParts } from "./values";

/** What stands beside the release. */
export function tempoObjects(context: AddonContext, options: TempoOptions, parts: TempoParts): readonly ObjectSpec[] {
  return [
    ...parts.keys.objects,
    membersService(),
    ...disruptionBudget(name, namespace, pods, options.replicas),
    ...networkPolicies(context, {
      namespace,
      ingress: [
        { name: "traces", ports: Object.values(otlpPorts), from: senders(context, options) },
        { name: "queries", ports: [httpPort], from: { namespaces: context.on("prometheus") ? [monitoring] : [] } },
      ],
      egress: ways(context, options, parts),
    }),
    ...alerts(context),
    ...graphs(context),
    ...source(context, options),
  ];
}

// Nothing waits for it, since there are no pods before the release.
function membersService(): ObjectSpec {
  return {
    name: members,
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: members, namespace, annotations: { "pulumi.com/skipAwait": "true" } },
    fields: {
      spec: {
        clusterIP: "None",
        publishNotReadyAddresses: true,
        selector: pods,
        ports: [
          { name: "gossip", port: 7946, targetPort: 7946 },
          { name: "grpc", port: 9095, targetPort: 9095 },
        ],
      },
    },
  };
}

function senders(context: AddonContext, { allowFrom }: TempoOptions): Peer {
  if (allowFrom === undefined && !context.on("opentelemetry")) return "anyone";
  const collectors = context.on("opentelemetry") ? ["opentelemetry"] : [];
  return { namespaces: [...new Set([...collectors, ...(allowFrom ?? [])])] };
}

function ways(context: AddonContext, options: TempoOptions, { bucket }: TempoParts): readonly Way[] {
  const metrics: Way = { name: "prometheus", ports: [9090], to: { namespaces: [monitoring] } };
  return [...storeWays(bucket), ...(generates(context, options) ? [metrics] : [])];
}

// Those of Tempo's own alerts that hold for pods that do everything. Source: Tempo 2.10.8, operations/tempo-mixin.
function alerts(context: AddonContext): readonly ObjectSpec[] {
  const failing = (metric: string, atMost = 2) =>
    `sum(increase(${metric}[1h])) > ${atMost} and sum(increase(${metric}[5m])) > 0`;
  return alertRules(context, name, namespace, [
    {
      alert: "TempoMemberUnhealthy",
      severity: "critical",
      for: "15m",
      expr: `max by (name) (tempo_ring_members{state="Unhealthy", namespace="${namespace}"}) > 0`,
      summary: "Tempo has lost a member of the ring {{ $labels.name }}.",
    },
    {
      alert: "TempoFlushesFailing",
      severity: "critical",
      for: "5m",
      expr: failing("tempo_ingester_flush_failed_retries_total"),
      summary: "Tempo cannot write traces to its object store.",
    },
    {
      alert: "TempoPollsFailing",
      severity: "critical",
      for: "5m",
      expr: failing("tempodb_blocklist_poll_errors_total"),
      summary: "Tempo cannot list what is in its object store.",
    },
    {
      alert: "TempoCompactionsFailing",
      severity: "warning",
      for: "1h",
      expr: failing("tempodb_compaction_errors_total"),
      summary: "Tempo cannot compact: traces are not deleted, and are found more slowly.",
    },
    {
      alert: "TempoDiscardsSpans",
      severity: "warning",
      for: "15m",
      expr: "sum by (reason) (rate(tempo_discarded_spans_total[5m])) > 0",
      summary: "Tempo throws spans away: {{ $labels.reason }}.",
    },
  ]);
}

function graphs(context: AddonContext): readonly ObjectSpec[] {
  return dashboard(context, name, namespace, "Tempo", [
    { title: "Spans received", expr: "sum(rate(tempo_distributor_spans_received_total[5m]))" },
    { title: "Bytes received", expr: "sum(rate(tempo_distributor_bytes_received_total[5m]))", unit: "Bps" },
    {
      title: "Spans thrown away",
      expr: "sum by (reason) (rate(tempo_discarded_spans_total[5m]))",
      legend: "{{reason}}",
    },
    { title: "Traces held in memory", expr: "sum by (pod) (tempo_ingester_live_traces)", legend: "{{pod}}" },
    { title: "Blocks in the store", expr: "max(tempodb_blocklist_length)", stat: true },
    {
      title: "Failed writes to the store",
      expr: "sum(rate(tempo_ingester_failed_flushes_total[5m]))",
    },
  ]);
}

// From a trace to its logs and to the map of services. Source: Grafana, "Configure the Tempo data source".
function source(context: AddonContext, options: TempoOptions): readonly ObjectSpec[] {
  const logs = {
    datasourceUid: lokiSource,
    spanStartTimeShift: "-5m",
    spanEndTimeShift: "5m",
    filterByTraceID: true,
    filterBySpanID: false,
    tags: [
      { key: "k8s.namespace.name", value: "namespace" },
      { key: "k8s.pod.name", value: "pod" },
    ],
  };
  return dataSource(context, namespace, {
    uid: sourceUid,
    name: "Tempo",
    type: "tempo",
    url: queryAddress,
    jsonData: {
      nodeGraph: { enabled: true },
      ...(context.on("loki") ? { tracesToLogsV2: logs } : {}),
      ...(generates(context, options) ? { serviceMap: { datasourceUid: prometheusSource } } : {}),
    },
  });
}
