import type { AddonContext, Values } from "../addon";
import { type Alert, alertRule } from "../parts/monitoring";

const parts = ["controller", "server", "repoServer", "applicationSet", "notifications"] as const;

/** What somebody should look at. Source of the metrics: Argo CD's "Metrics". */
const alerts: readonly Alert[] = [
  {
    alert: "ArgoCDControllerAbsent",
    expr: 'absent(up{job="argocd-application-controller-metrics"} == 1)',
    for: "10m",
    severity: "critical",
    summary: "Argo CD's application controller has not been scraped for 10 minutes: nothing is being synced.",
  },
  {
    alert: "ArgoCDClusterUnreachable",
    expr: "min by (server) (argocd_cluster_connection_status) == 0",
    for: "10m",
    severity: "critical",
    summary: "Argo CD has not reached the cluster {{ $labels.server }} for 10 minutes.",
  },
  {
    alert: "ArgoCDSyncFailed",
    expr: 'sum by (name, project) (increase(argocd_app_sync_total{phase=~"Error|Failed"}[10m])) > 0',
    for: "1m",
    severity: "warning",
    summary: "The application {{ $labels.name }} could not be synced.",
  },
  {
    alert: "ArgoCDApplicationOutOfSync",
    expr: 'argocd_app_info{sync_status="OutOfSync"} == 1',
    for: "2h",
    severity: "warning",
    summary: "The application {{ $labels.name }} has been out of sync for two hours.",
  },
  {
    alert: "ArgoCDApplicationUnknown",
    expr: 'argocd_app_info{sync_status="Unknown"} == 1',
    for: "30m",
    severity: "warning",
    summary: "The source of the application {{ $labels.name }} has not been readable for 30 minutes.",
  },
  {
    alert: "ArgoCDApplicationDegraded",
    expr: 'argocd_app_info{health_status=~"Degraded|Missing"} == 1',
    for: "30m",
    severity: "warning",
    summary: "The application {{ $labels.name }} has been {{ $labels.health_status }} for 30 minutes.",
  },
  {
    alert: "ArgoCDGitFetchFailing",
    expr: "sum by (repo) (increase(argocd_git_fetch_fail_total[15m])) > 3",
    for: "15m",
    severity: "warning",
    summary: "The repository {{ $labels.repo }} cannot be fetched: look at its address and its credentials.",
  },
];

/** Metrics, their scraping and alerts, where Prometheus is on. Its add-on takes every monitor and rule. */
export function monitoringValues(context: AddonContext): Values {
  const enabled = context.on("prometheus");
  const metrics = { enabled, serviceMonitor: { enabled } };
  return {
    ...Object.fromEntries(parts.map((part) => [part, { metrics }])),
    ...(enabled ? { controller: { metrics: { ...metrics, rules: { enabled, spec: alerts.map(alertRule) } } } } : {}),
  };
}
