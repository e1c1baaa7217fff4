import type { AddonContext, ObjectSpec } from "../addon";
import { dashboard } from "../parts/dashboard";
import { alertRules } from "../parts/monitoring";
import { namespace } from "./names";

/** Metric names: Flux, "Prometheus metrics", and controller-runtime's own. */
const failed = `sum by (controller) (increase(controller_runtime_reconcile_errors_total{namespace="${namespace}"}[10m]))`;

/** Alerts and a dashboard about Flux, where Prometheus is on. */
export function monitoringObjects(context: AddonContext): readonly ObjectSpec[] {
  return [
    ...alertRules(context, "flux", namespace, [
      {
        alert: "FluxReconciliationFailing",
        severity: "warning",
        for: "15m",
        expr: `${failed} > 0`,
        summary:
          "Flux could not fetch or apply something of the kind {{ $labels.controller }} for a quarter of an hour.",
      },
      {
        alert: "FluxControllerDown",
        severity: "critical",
        for: "15m",
        expr: `kube_deployment_status_replicas_available{namespace="${namespace}"} == 0`,
        summary: "Flux's {{ $labels.deployment }} does not run: changes in git are not applied.",
      },
    ]),
    ...dashboard(context, "flux", namespace, "Flux", [
      { title: "Failures", expr: failed, legend: "{{controller}}" },
      {
        title: "Reconciliations",
        expr: `sum by (controller) (rate(controller_runtime_reconcile_total{namespace="${namespace}"}[5m]))`,
        legend: "{{controller}}",
        unit: "ops",
      },
      {
        title: "Time to apply (99%)",
        expr: "histogram_quantile(0.99, sum by (le, kind) (rate(gotk_reconcile_duration_seconds_bucket[10m])))",
        legend: "{{kind}}",
        unit: "s",
      },
      {
        title: "Waiting",
        expr: `sum by (controller) (workqueue_depth{namespace="${namespace}"})`,
        legend: "{{controller}}",
      },
      {
        title: "Memory",
        expr: `sum by (pod) (container_memory_working_set_bytes{namespace="${namespace}", container="manager"})`,
        legend: "{{pod}}",
        unit: "bytes",
      },
    ]),
  ];
}
