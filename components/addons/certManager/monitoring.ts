import type { AddonContext, ObjectSpec } from "../addon";
import { dashboard } from "../parts/dashboard";
import { type Alert, alertRules } from "../parts/monitoring";
import { namespace } from "./names";

/** Source of the metrics: cert-manager, pkg/metrics. That a certificate runs out is an alert of Prometheus' own. */
const alerts: readonly Alert[] = [
  {
    alert: "CertManagerAbsent",
    severity: "critical",
    for: "15m",
    expr: 'absent(up{job="cert-manager", namespace="cert-manager"} == 1)',
    summary: "cert-manager has not been scraped for 15 minutes: no certificate is issued or renewed.",
  },
  {
    alert: "CertificateNotReady",
    severity: "warning",
    for: "30m",
    expr: 'max by (exported_namespace, namespace, name) (certmanager_certificate_ready_status{condition!="True"} == 1)',
    summary:
      "The certificate {{ $labels.name }} has not been ready for 30 minutes: see `kubectl describe certificate`.",
  },
  {
    alert: "AcmeRateLimited",
    severity: "warning",
    for: "5m",
    expr: 'sum by (host) (increase(certmanager_http_acme_client_request_count{status="429"}[1h])) > 0',
    summary: "{{ $labels.host }} refuses requests for certificates: there were too many.",
  },
];

/** Alerts and a dashboard, where Prometheus is on; the chart brings the monitor itself. */
export function monitoringObjects(context: AddonContext): readonly ObjectSpec[] {
  return [
    ...alertRules(context, "cert-manager", namespace, alerts),
    ...dashboard(context, "cert-manager", namespace, "cert-manager", [
      { title: "Certificates", expr: "count(certmanager_certificate_expiration_timestamp_seconds)", stat: true },
      {
        title: "Certificates that are not ready",
        expr: 'count(certmanager_certificate_ready_status{condition="True"} == 0) or vector(0)',
        stat: true,
      },
      {
        title: "The next to run out",
        expr: "bottomk(10, certmanager_certificate_expiration_timestamp_seconds - time())",
        legend: "{{exported_namespace}}/{{name}}",
        unit: "s",
      },
      {
        title: "Requests to ACME servers",
        expr: "sum by (host, status) (rate(certmanager_http_acme_client_request_count[5m]))",
        legend: "{{host}} {{status}}",
        unit: "reqps",
      },
      {
        title: "Failed reconciliations",
        expr: "sum by (controller) (rate(certmanager_controller_sync_error_count[5m]))",
        legend: "{{controller}}",
        unit: "ops",
      },
      {
        title: "Memory",
        expr: 'sum by (pod) (container_memory_working_set_bytes{namespace="cert-manager", container!=""})',
        legend: "{{pod}}",
        unit: "bytes",
      },
    ]),
  ];
}
