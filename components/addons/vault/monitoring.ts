import type { AddonContext, ObjectSpec } from "../addon";
import { dashboard } from "../parts/dashboard";
import { type Alert, alertRules } from "../parts/monitoring";
import { spare } from "./modes";
import { namespace, release } from "./names";
import type { VaultOptions } from "./options";

const own = `namespace="${namespace}"`;

/** Source of the metrics: Vault documentation, "Telemetry metrics reference". */
function alerts(options: VaultOptions): readonly Alert[] {
  return [
    {
      alert: "VaultServerDown",
      severity: "critical",
      for: "15m",
      expr: `up{job="${release}-internal", ${own}} == 0`,
      summary: "{{ $labels.pod }} has not answered for 15 minutes: it is not initialised, sealed or broken.",
    },
    {
      alert: "VaultSealed",
      severity: "critical",
      for: "5m",
      expr: `vault_core_unsealed{${own}} == 0`,
      summary: "{{ $labels.pod }} is sealed and gives out nothing: look at its log for what its key service says.",
    },
    {
      alert: "VaultWithoutLeader",
      severity: "critical",
      for: "5m",
      expr: `sum(vault_core_active{${own}}) == 0`,
      summary: "No server of Vault leads: fewer than half of them reach each other.",
    },
    {
      alert: "VaultAuditFails",
      severity: "critical",
      for: "1m",
      expr: `increase(vault_audit_log_request_failure{${own}}[10m]) > 0 or increase(vault_audit_log_response_failure{${own}}[10m]) > 0`,
      summary: "{{ $labels.pod }} cannot write its audit log; without any, Vault refuses every request.",
    },
    ...(spare(options) === 0 ? [] : [noneToLose]),
  ];
}

const noneToLose: Alert = {
  alert: "VaultHasNoServerToLose",
  severity: "warning",
  for: "15m",
  expr: `max(vault_autopilot_failure_tolerance{${own}}) == 0`,
  summary: "One more lost server, and Vault stops: see `vault operator raft autopilot state`.",
};

/** Alerts and a dashboard, where Prometheus is on; the chart brings the monitor itself. */
export function monitoringObjects(context: AddonContext, options: VaultOptions): readonly ObjectSpec[] {
  return [
    ...alertRules(context, release, namespace, alerts(options)),
    ...dashboard(context, release, namespace, "Vault", [
      { title: "Unsealed servers", expr: `sum(vault_core_unsealed{${own}})`, stat: true },
      { title: "Servers to lose", expr: `max(vault_autopilot_failure_tolerance{${own}})`, stat: true },
      {
        title: "Requests",
        expr: `sum by (pod) (rate(vault_core_handle_request_count{${own}}[5m]))`,
        legend: "{{pod}}",
        unit: "reqps",
      },
      {
        title: "Sign-ins",
        expr: `sum by (pod) (rate(vault_core_handle_login_request_count{${own}}[5m]))`,
        legend: "{{pod}}",
        unit: "reqps",
      },
      { title: "Leases", expr: `max(vault_expire_num_leases{${own}})` },
      {
        title: "Memory",
        expr: `sum by (pod) (container_memory_working_set_bytes{${own}, container="vault"})`,
        legend: "{{pod}}",
        unit: "bytes",
      },
    ]),
  ];
}
