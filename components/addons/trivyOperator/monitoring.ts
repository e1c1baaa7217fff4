import type { AddonContext, ObjectSpec } from "../addon";
import { dashboard } from "../parts/dashboard";
import { type Alert, alertRules } from "../parts/monitoring";
import { namespace, release } from "./names";

/** Source of the metrics: trivy-operator, pkg/metrics. */
const alerts: readonly Alert[] = [
  {
    alert: "TrivyOperatorAbsent",
    severity: "warning",
    for: "30m",
    expr: `absent(up{job="${release}", namespace="${namespace}"} == 1)`,
    summary: "Trivy's operator has not been scraped for 30 minutes: nothing is scanned.",
  },
  {
    alert: "SecretInImage",
    severity: "critical",
    for: "15m",
    expr: 'sum by (namespace, resource_kind, resource_name) (trivy_image_exposedsecrets{severity=~"Critical|High"}) > 0',
    summary: "An image of {{ $labels.namespace }}/{{ $labels.resource_name }} has a key or a token in it: revoke that.",
  },
  {
    alert: "CriticalVulnerabilities",
    severity: "warning",
    for: "24h",
    expr: 'sum by (namespace) (trivy_image_vulnerabilities{severity="Critical"}) > 0',
    summary: "Images in {{ $labels.namespace }} have had {{ $value }} critical vulnerabilities for a day.",
  },
];

/** Alerts and a dashboard, where Prometheus is on; the chart brings the monitor itself. */
export function monitoringObjects(context: AddonContext): readonly ObjectSpec[] {
  return [
    ...alertRules(context, release, namespace, alerts),
    ...dashboard(context, release, namespace, "Trivy", [
      {
        title: "Vulnerabilities in images",
        expr: "sum by (severity) (trivy_image_vulnerabilities)",
        legend: "{{severity}}",
      },
      {
        title: "Namespaces with the most critical ones",
        expr: 'topk(10, sum by (namespace) (trivy_image_vulnerabilities{severity="Critical"}))',
        legend: "{{namespace}}",
      },
      { title: "Secrets in images", expr: "sum(trivy_image_exposedsecrets) or vector(0)", stat: true },
      {
        title: "Failed checks of workloads' settings",
        expr: "sum by (severity) (trivy_resource_configaudits)",
        legend: "{{severity}}",
      },
      {
        title: "Failed checks of roles",
        expr: "sum by (severity) (trivy_role_rbacassessments)",
        legend: "{{severity}}",
      },
      {
        title: "Checks of standards",
        expr: "sum by (title, status) (trivy_cluster_compliance)",
        legend: "{{title}}: {{status}}",
      },
    ]),
  ];
}
