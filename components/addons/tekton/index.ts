import { z } from "zod";
import { type AddonContext, type AddonParts, defineAddon } from "../addon";
import { disruptionBudget } from "../parts/availability";
import { dashboard } from "../parts/dashboard";
import { alertRules, podMonitor } from "../parts/monitoring";
import { networkPolicies } from "../parts/traffic";
import { configObject } from "./config";
import { namespace, operatorNamespace, operatorPods, pipelinePods, release } from "./names";
import { operatorValues } from "./values";

const options = z.strictObject({
  replicas: z.int().min(1).max(5).default(2).describe("How many of each controller and webhook run."),
  triggers: z.boolean().default(true).describe("Also start pipelines by events, such as a git server's webhooks."),
  dashboard: z
    .boolean()
    .default(false)
    .describe("Run the dashboard, which only shows. It asks for no password, so it is reached by a port forward only."),
  keep: z
    .int()
    .min(1)
    .max(1000)
    .default(20)
    .describe("How many finished runs of each pipeline and task are kept; the oldest go, with their logs."),
});

export type TektonOptions = z.output<typeof options>;

/** Tekton: pipelines as objects of the cluster, run as pods. */
export const tekton = defineAddon({
  name: "tekton",
  summary: "Tekton: pipelines as objects in the cluster, started by hand or by events",
  options,
  profiles: { development: { replicas: 1 }, ephemeral: { replicas: 1, keep: 5 } },
  charts: ["tekton-operator"],
  after: ["prometheus"],
  webhookPorts: [8443],
  parts,
});

function parts(context: AddonContext, chosen: TektonOptions): AddonParts {
  return {
    namespaces: [
      { name: operatorNamespace, podSecurity: "restricted" },
      { name: namespace, podSecurity: "restricted" },
    ],
    releases: [
      {
        name: release,
        chart: "tekton-operator",
        namespace: operatorNamespace,
        values: operatorValues(context, chosen),
      },
    ],
    objects: [
      ...traffic(context, chosen),
      ...Object.entries(operatorPods).flatMap(([part, pods]) =>
        disruptionBudget(`tekton-operator-${part}`, operatorNamespace, pods, chosen.replicas),
      ),
      configObject(context, chosen),
      ...monitoring(context),
    ],
    ...(chosen.dashboard
      ? { outputs: { dashboard: `kubectl --namespace ${namespace} port-forward service/tekton-dashboard 9097` } }
      : {}),
  };
}

// Source: the operator's docs/NetworkPolicy.md, whose own policies let controllers out to anywhere.
function traffic(context: AddonContext, { triggers }: TektonOptions) {
  return [
    ...networkPolicies(context, {
      namespace: operatorNamespace,
      ingress: [{ name: "webhook", pods: operatorPods.webhook, ports: [8443], from: "anyone" }],
    }),
    ...networkPolicies(context, {
      namespace,
      ingress: [
        // The API server, and with triggers every listener, which asks the interceptors on the same port.
        { name: "webhooks", ports: [8443], from: "anyone" },
        { name: "metrics", ports: [9090, ...(triggers ? [9000] : [])], from: "prometheus" },
      ],
      // Resolvers fetch pipelines from git, by ssh and by http too.
      egress: [{ name: "sources", pods: { "app.kubernetes.io/name": "resolvers" }, ports: [22, 80], to: "anywhere" }],
    }),
  ];
}

/** Metric names: Tekton Pipelines, docs/metrics.md. */
function monitoring(context: AddonContext) {
  const runs = "tekton_pipelines_controller_pipelinerun_total";
  return [
    ...podMonitor(context, { name: "tekton-pipelines", namespace, pods: pipelinePods, port: "metrics" }),
    ...alertRules(context, "tekton", namespace, [
      {
        alert: "TektonDown",
        severity: "critical",
        for: "10m",
        expr: `kube_deployment_status_replicas_available{namespace=~"${namespace}|${operatorNamespace}"} == 0`,
        summary: "Tekton's {{ $labels.deployment }} does not run: pipelines do not start.",
      },
      {
        alert: "TektonRunsFailing",
        severity: "warning",
        for: "15m",
        expr: `sum(increase(${runs}{status="failed"}[1h])) / sum(increase(${runs}[1h])) > 0.5`,
        summary: "More than half of the last hour's pipeline runs failed.",
      },
    ]),
    ...dashboard(context, "tekton", namespace, "Tekton", [
      { title: "Runs", expr: `sum by (status) (increase(${runs}[1h]))`, legend: "{{status}}" },
      { title: "Running now", expr: "sum(tekton_pipelines_controller_running_pipelineruns)", stat: true },
      {
        title: "Time of a run (90%)",
        expr: "histogram_quantile(0.9, sum by (le, status) (rate(tekton_pipelines_controller_pipelinerun_duration_seconds_bucket[1h])))",
        legend: "{{status}}",
        unit: "s",
      },
      {
        title: "Waiting",
        expr: `sum by (name) (workqueue_depth{namespace="${namespace}"})`,
        legend: "{{name}}",
      },
    ]),
  ];
}
