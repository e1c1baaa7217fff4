import { z } from "zod";
import { type AddonContext, type AddonParts, defineAddon } from "../addon";
import { dashboard } from "../parts/dashboard";
import { alertRules } from "../parts/monitoring";
import { toPrometheus } from "../parts/prometheusQueries";
import { networkPolicies } from "../parts/traffic";
import { analysisTemplates } from "./analysis";
import { controllerPods, namespace, release } from "./names";
import { chartValues } from "./values";

const options = z.strictObject({
  replicas: z.int().min(1).max(3).default(2).describe("How many controllers run, one of which leads."),
  dashboard: z
    .boolean()
    .default(false)
    .describe("Run the dashboard, which only shows. It asks for no password, so it is reached by a port forward only."),
  gatewayApi: z
    .boolean()
    .optional()
    .describe("Shift traffic by routes of the Gateway API; unset, where Linkerd or the Gateway API's add-on is on."),
  analysis: z
    .boolean()
    .default(true)
    .describe("Make the analyses success-rate and latency, where Prometheus and a service mesh are on."),
});

export type ArgoRolloutsOptions = z.output<typeof options>;

/** Argo Rollouts: canary and blue-green deployments that are judged by metrics. */
export const argoRollouts = defineAddon({
  name: "argo-rollouts",
  summary: "Argo Rollouts: canary and blue-green deployments, judged by metrics",
  options,
  profiles: { development: { replicas: 1 }, ephemeral: { replicas: 1 } },
  charts: ["argo-rollouts"],
  after: ["gateway-api", "istio", "linkerd", "prometheus"],
  parts,
});

function parts(context: AddonContext, chosen: ArgoRolloutsOptions): AddonParts {
  const queried = context.on("prometheus");
  return {
    namespaces: [{ name: namespace, podSecurity: "restricted" }],
    releases: [{ name: release, chart: "argo-rollouts", namespace, values: chartValues(context, chosen) }],
    objects: [
      ...networkPolicies(context, {
        namespace,
        ingress: [{ name: "metrics", pods: controllerPods, ports: ["metrics"], from: "prometheus" }],
        egress: queried ? [{ ...toPrometheus, pods: controllerPods }] : [],
      }),
      ...(chosen.analysis ? analysisTemplates(context) : []),
      ...monitoring(context),
    ],
    ...(chosen.dashboard
      ? { outputs: { dashboard: `kubectl --namespace ${namespace} port-forward service/${release}-dashboard 3100` } }
      : {}),
  };
}

/** Metric names: Argo Rollouts, controller/metrics/prommetrics.go. */
function monitoring(context: AddonContext) {
  // The rollout's own namespace, where Prometheus puts the label that the controller's namespace takes.
  const rollout = "{{ $labels.exported_namespace }}/{{ $labels.name }}";
  return [
    ...alertRules(context, "argo-rollouts", namespace, [
      {
        alert: "RolloutDegraded",
        severity: "warning",
        for: "10m",
        expr: 'rollout_info{phase=~"Degraded|Error|InvalidSpec|Timeout"} == 1',
        summary: `The rollout ${rollout} failed or was taken back.`,
      },
      {
        alert: "RolloutsFailing",
        severity: "warning",
        for: "15m",
        expr: "sum(increase(rollout_reconcile_error[10m])) > 0",
        summary: "The controller of Argo Rollouts cannot work on some rollouts.",
      },
    ]),
    ...dashboard(context, "argo-rollouts", namespace, "Argo Rollouts", [
      { title: "Rollouts by phase", expr: "sum by (phase) (rollout_info == 1)", legend: "{{phase}}" },
      { title: "Analyses by phase", expr: "sum by (phase) (analysis_run_info == 1)", legend: "{{phase}}" },
      {
        title: "Pods that are missing",
        expr: "sum by (exported_namespace, name) (rollout_info_replicas_unavailable > 0)",
        legend: "{{exported_namespace}}/{{name}}",
      },
      {
        title: "Errors",
        expr: "sum by (name) (rate(rollout_reconcile_error[10m]))",
        legend: "{{name}}",
        unit: "ops",
      },
    ]),
  ];
}
