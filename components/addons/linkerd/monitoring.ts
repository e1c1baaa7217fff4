import type { AddonContext, ObjectSpec } from "../addon";
import { dashboard } from "../parts/dashboard";
import { alertRules } from "../parts/monitoring";
import { namespaces } from "./names";

const inbound = 'response_total{direction="inbound"}';

/** Alerts and a dashboard. Metric names: Linkerd, "Proxy Metrics"; kube-state-metrics. */
export function monitoringObjects(context: AddonContext): readonly ObjectSpec[] {
  const { system } = namespaces;
  return [
    ...alertRules(context, "linkerd", system, [
      {
        alert: "LinkerdControlPlaneDown",
        severity: "critical",
        for: "5m",
        expr: `kube_deployment_status_replicas_available{namespace="${system}"} == 0`,
        summary: "{{ $labels.deployment }} does not run: pods of the mesh may not start or not find each other.",
      },
      {
        alert: "LinkerdIdentityExpiring",
        severity: "critical",
        for: "15m",
        expr: "min by (namespace, pod) (identity_cert_expiration_timestamp_seconds) - time() < 3600",
        summary: "The identity of {{ $labels.namespace }}/{{ $labels.pod }} ends within an hour and is not renewed.",
      },
      {
        alert: "LinkerdIssuerExpiring",
        severity: "critical",
        for: "15m",
        expr: `certmanager_certificate_expiration_timestamp_seconds{exported_namespace="${system}"} - time() < 14400`,
        summary: "Linkerd's certificate {{ $labels.name }} ends within four hours and is not renewed.",
      },
    ]),
    ...dashboard(context, "linkerd", system, "Linkerd", [
      {
        title: "Successful requests",
        expr: `sum by (namespace) (rate(response_total{direction="inbound", classification="success"}[5m])) / sum by (namespace) (rate(${inbound}[5m]))`,
        legend: "{{namespace}}",
        unit: "percentunit",
      },
      {
        title: "Requests",
        expr: `sum by (namespace) (rate(${inbound}[5m]))`,
        legend: "{{namespace}}",
        unit: "reqps",
      },
      {
        title: "Time to answer (95%)",
        expr: 'histogram_quantile(0.95, sum by (le, namespace) (rate(response_latency_ms_bucket{direction="inbound"}[5m])))',
        legend: "{{namespace}}",
        unit: "ms",
      },
      {
        title: "Pods in the mesh",
        expr: "count by (namespace) (identity_cert_expiration_timestamp_seconds)",
        legend: "{{namespace}}",
      },
    ]),
  ];
}
