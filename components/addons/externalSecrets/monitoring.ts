import type { AddonContext, ObjectSpec } from "../addon";
import { dashboard } from "../parts/dashboard";
import { type Alert, alertRules } from "../parts/monitoring";
import { namespace, release } from "./names";

/** Source of the metrics: external-secrets, docs/api/metrics.md. */
const alerts: readonly Alert[] = [
  {
    alert: "ExternalSecretsAbsent",
    severity: "critical",
    for: "15m",
    expr: 'absent(up{job="external-secrets-metrics"} == 1)',
    summary: "External Secrets has not been scraped for 15 minutes: no secret is fetched or renewed.",
  },
  {
    alert: "ExternalSecretNotReady",
    severity: "warning",
    for: "15m",
    expr: 'max by (exported_namespace, name) (externalsecret_status_condition{condition="Ready", status="False"}) == 1',
    summary: "{{ $labels.exported_namespace }}/{{ $labels.name }} has not been fetched for 15 minutes.",
  },
  {
    alert: "ClusterSecretStoreNotReady",
    severity: "critical",
    for: "15m",
    expr: 'max by (name) (clustersecretstore_status_condition{condition="Ready", status="False"}) == 1',
    summary: "The store {{ $labels.name }} has not been reachable for 15 minutes.",
  },
];

/** Alerts and a dashboard, where Prometheus is on; the chart brings the monitors itself. */
export function monitoringObjects(context: AddonContext): readonly ObjectSpec[] {
  return [
    ...alertRules(context, release, namespace, alerts),
    ...dashboard(context, release, namespace, "External Secrets", [
      {
        title: "Secrets that are up to date",
        expr: 'sum(externalsecret_status_condition{condition="Ready", status="True"})',
        stat: true,
      },
      {
        title: "Secrets that are not",
        expr: 'sum(externalsecret_status_condition{condition="Ready", status="False"}) or vector(0)',
        stat: true,
      },
      {
        title: "Fetched",
        expr: "sum by (exported_namespace) (rate(externalsecret_sync_calls_total[5m]))",
        legend: "{{exported_namespace}}",
        unit: "ops",
      },
      {
        title: "Failed",
        expr: "sum by (exported_namespace, name) (rate(externalsecret_sync_calls_error[5m])) > 0",
        legend: "{{exported_namespace}}/{{name}}",
        unit: "ops",
      },
      {
        title: "Calls of secret managers, which cost money",
        expr: "sum by (provider, call, status) (rate(externalsecret_provider_api_calls_count[5m]))",
        legend: "{{provider}} {{call}} {{status}}",
        unit: "reqps",
      },
      {
        title: "Memory",
        expr: 'sum by (pod) (container_memory_working_set_bytes{namespace="external-secrets", container!=""})',
        legend: "{{pod}}",
        unit: "bytes",
      },
    ]),
  ];
}
