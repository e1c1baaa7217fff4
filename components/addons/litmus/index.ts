import { z } from "zod";
import { label } from "../../config/fields";
import { litmusImage } from "../../versions";
import { type AddonContext, type AddonParts, defineAddon, type ObjectSpec, type Values } from "../addon";
import { apart, disruptionBudget } from "../parts/availability";
import { dashboard } from "../parts/dashboard";
import { alertRules } from "../parts/monitoring";
import { resources } from "../parts/resources";
import { networkPolicies } from "../parts/traffic";
import { accessObjects, exporterAccess } from "./access";
import { experimentNames, experimentObjects, isOnNode } from "./experiments";
import { namespace, pods, release } from "./names";

const options = z.strictObject({
  namespaces: z
    .array(label())
    .default([])
    .describe("The namespaces whose pods experiments may be done to. They have to be there."),
  experiments: z
    .array(z.enum(experimentNames))
    .min(1)
    .default(["pod-delete"])
    .describe(
      "What can be done. container-kill and pod-network-… work on the node with root's rights, and have the namespace litmus be privileged.",
    ),
  replicas: z.int().min(1).max(3).default(2).describe("How many operators run, one of which leads."),
});

type LitmusOptions = z.output<typeof options>;

/** Litmus: faults on purpose, to see what a workload does about them. */
export const litmus = defineAddon({
  name: "litmus",
  summary: "Litmus: experiments that break things on purpose, in the namespaces that are named",
  options,
  profiles: { development: { replicas: 1 }, ephemeral: { replicas: 1 } },
  charts: ["litmus-core"],
  after: ["prometheus"],
  parts,
});

// Without a helper on the node, pods pass baseline; the chart gives them no security context to pass restricted with.
function parts(context: AddonContext, chosen: LitmusOptions): AddonParts {
  const privileged = chosen.experiments.some(isOnNode);
  return {
    namespaces: [{ name: namespace, podSecurity: privileged ? "privileged" : "baseline" }],
    releases: [{ name: release, chart: "litmus-core", namespace, values: chartValues(context, chosen) }],
    objects: [
      ...networkPolicies(context, {
        namespace,
        ingress: [{ name: "metrics", pods, ports: [8080], from: "prometheus" }],
        // A probe of an experiment asks the workload how it does.
        egress: chosen.namespaces.length === 0 ? [] : [{ name: "targets", to: { namespaces: [...chosen.namespaces] } }],
      }),
      ...disruptionBudget("litmus", namespace, pods, chosen.replicas),
      ...accessObjects(chosen.namespaces, chosen.experiments),
      ...experimentObjects(context, chosen.experiments),
      ...(context.on("prometheus") ? [...exporterAccess(), monitor()] : []),
      ...monitoring(context),
    ],
  };
}

/**
 * Values of the litmus-core chart: the operator in its own namespace only, and the exporter. Source: its values.yaml
 * and templates.
 */
function chartValues(context: AddonContext, { replicas }: LitmusOptions): Values {
  const image = (name: string) => ({
    repository: context.image(`docker.io/litmuschaos/${name}`),
    tag: litmusImage,
  });
  const size = resources(["50m", "64Mi"], ["500m", "256Mi"]);
  return {
    operatorMode: "namespaced",
    replicaCount: replicas,
    operator: { image: { ...image("chaos-operator"), pullPolicy: "IfNotPresent" } },
    runner: { image: image("chaos-runner") },
    resources: size,
    priorityClassName: context.priorityClass.standard,
    affinity: replicas > 1 ? apart(pods) : {},
    // It would tell the project what runs here.
    policies: { monitoring: { disabled: true } },
    exporter: {
      enabled: context.on("prometheus"),
      image: { ...image("chaos-exporter"), pullPolicy: "IfNotPresent" },
      resources: size,
    },
  };
}

// The operator has the exporter's labels and a port of the same name, so the container says which is which.
function monitor(): ObjectSpec {
  return {
    name: "monitor-litmus",
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PodMonitor",
    metadata: { name: "litmus", namespace },
    fields: {
      spec: {
        selector: { matchLabels: pods },
        podMetricsEndpoints: [
          {
            port: "http",
            relabelings: [
              {
                sourceLabels: ["__meta_kubernetes_pod_container_name"],
                action: "keep",
                regex: "litmus-exporter",
              },
            ],
          },
        ],
      },
    },
  };
}

/** Metric names: litmuschaos/chaos-exporter, README. */
function monitoring(context: AddonContext) {
  return [
    ...alertRules(context, "litmus", namespace, [
      {
        alert: "LitmusExperimentFailed",
        severity: "warning",
        for: "1m",
        expr: "increase(litmuschaos_cluster_scoped_failed_experiments[1h]) > 0",
        summary: "An experiment failed: a workload did not do what it should when something broke.",
      },
    ]),
    ...dashboard(context, "litmus", namespace, "Litmus", [
      { title: "Passed", expr: "litmuschaos_cluster_scoped_passed_experiments", stat: true },
      { title: "Failed", expr: "litmuschaos_cluster_scoped_failed_experiments", stat: true },
      { title: "Waiting", expr: "litmuschaos_cluster_scoped_awaited_experiments", stat: true },
      { title: "Runs", expr: "litmuschaos_cluster_scoped_experiments_run_count", stat: true },
    ]),
  ];
}
