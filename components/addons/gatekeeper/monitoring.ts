import type { AddonContext, ObjectSpec } from "../addon";
import { dashboard } from "../parts/dashboard";
import { type Alert, alertRules, podMonitor } from "../parts/monitoring";
import { namespace, pods, release } from "./names";

/** Source of the metrics: Gatekeeper documentation, "Metrics & Observability". */
const alerts: readonly Alert[] = [
  {
    alert: "GatekeeperAbsent",
    severity: "critical",
    for: "10m",
    expr: `absent(up{job="${namespace}/${release}"} == 1)`,
    summary: "Gatekeeper has not been scraped for 10 minutes: policies are not held to, or no new pod starts.",
  },
  {
    alert: "GatekeeperErrors",
    severity: "warning",
    for: "10m",
    expr: 'sum(rate(gatekeeper_validation_request_count{admission_status="error"}[5m])) > 0',
    summary: "Gatekeeper answers the API server with errors.",
  },
  {
    alert: "GatekeeperAuditOverdue",
    severity: "warning",
    for: "10m",
    expr: "time() - max(gatekeeper_audit_last_run_time) > 1800",
    summary: "Gatekeeper has not looked at what runs for half an hour.",
  },
  {
    alert: "GatekeeperViolations",
    severity: "warning",
    for: "1h",
    expr: 'sum(gatekeeper_violations{enforcement_action="deny"}) > 0',
    summary: "{{ $value }} pods run that would be refused now: `kubectl get constraints` says by what.",
  },
];

/** A monitor, alerts and a dashboard, where Prometheus is on; the chart has no monitor. */
export function monitoringObjects(context: AddonContext): readonly ObjectSpec[] {
  return [
    ...podMonitor(context, { name: release, namespace, pods, port: "metrics" }),
    ...alertRules(context, release, namespace, alerts),
    ...dashboard(context, release, namespace, "Gatekeeper", [
      {
        title: "Violations of what runs",
        expr: "sum by (enforcement_action) (gatekeeper_violations)",
        legend: "{{enforcement_action}}",
      },
      {
        title: "Answers to the API server",
        expr: "sum by (admission_status) (rate(gatekeeper_validation_request_count[5m]))",
        legend: "{{admission_status}}",
        unit: "reqps",
      },
      {
        title: "Time to answer, 99 of 100",
        expr: "histogram_quantile(0.99, sum by (le) (rate(gatekeeper_validation_request_duration_seconds_bucket[5m])))",
        unit: "s",
      },
      {
        title: "Constraints",
        expr: "sum by (enforcement_action) (gatekeeper_constraints)",
        legend: "{{enforcement_action}}",
      },
      {
        title: "Length of an audit",
        expr: "max(gatekeeper_audit_last_run_end_time - gatekeeper_audit_last_run_time)",
        unit: "s",
      },
      {
        title: "Memory",
        expr: `sum by (pod) (container_memory_working_set_bytes{namespace="${namespace}", container!=""})`,
        legend: "{{pod}}",
        unit: "bytes",
      },
    ]),
  ];
}
