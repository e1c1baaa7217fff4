import { z } from "zod";
import type { Grant } from "../clusters/cluster";
import type { Permission } from "../clusters/permissions";
import type { Cloud } from "../config/clusters/common";
import type { Problem } from "../config/errors";
import type { Config } from "../config/parse";
import { type AddonContext, type AddonParts, defineAddon, type ObjectSpec, type Values } from "./addon";
import { apart, zoneSpread } from "./parts/availability";
import { dashboard, type Panel } from "./parts/dashboard";
import { type Alert, alertRules } from "./parts/monitoring";
import { resources } from "./parts/resources";
import { restrictedContainer, restrictedPod } from "./parts/security";
import { networkPolicies } from "./parts/traffic";

const name = "keda";
const namespace = "keda";
const operator = "keda-operator";
const adapter = "keda-operator-metrics-apiserver";
const webhooks = "keda-admission-webhooks";
const podsOf = (app: string) => ({ app });

const ports = { webhook: 9443, metricsApi: 6443, metrics: 8080 } as const;

const options = z.strictObject({
  queues: z
    .array(z.string().min(1))
    .default([])
    .describe(
      "Queues whose length it may read in the cloud: the name or ARN of one in SQS (AWS), the resource id of one in Service Bus or in a storage account (Azure). On Google Cloud, `metrics` says the same of all subscriptions.",
    ),
  metrics: z
    .boolean()
    .default(false)
    .describe("Whether it may read the cloud's own measurements: CloudWatch, Azure Monitor, Cloud Monitoring."),
  readSecrets: z
    .boolean()
    .default(false)
    .describe("Whether triggers may name Secrets beside them. KEDA can then read every Secret of the cluster."),
  replicas: z.int().min(1).max(5).default(2).describe("How many of each part run; the operator has one leader."),
});

type Options = z.output<typeof options>;

/** Scales workloads by what waits for them: queues, metrics, schedules. */
export const keda = defineAddon({
  name,
  summary: "KEDA: workloads scaled by queues, metrics and schedules, down to none",
  options,
  profiles: { development: { replicas: 1 }, ephemeral: { replicas: 1 } },
  charts: ["keda"],
  after: ["prometheus"],
  webhookPorts: [ports.metricsApi, ports.webhook],
  check,
  parts,
});

const queueForms: { readonly [cloud in Cloud]?: { readonly form: RegExp; readonly allowed: string } } = {
  eks: { form: /^(arn:aws[a-z-]*:sqs:[^:]+:\d{12}:)?[\w-]{1,80}(\.fifo)?$/, allowed: "a queue's name or ARN" },
  aks: {
    form: /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.(ServiceBus\/namespaces\/[^/]+|Storage\/storageAccounts\/[^/]+\/queueServices\/default)\/queues\/[^/]+$/i,
    allowed: "the resource id of a queue in Service Bus or in a storage account",
  },
};

function check({ queues, metrics }: Options, { cluster: { cloud } }: Config): readonly Problem[] {
  const known = queueForms[cloud];
  const wrong = queues.flatMap((queue, index): readonly Problem[] => {
    const path = ["queues", index];
    if (known === undefined) return [{ path, found: `a queue on ${cloud}`, allowed: "queues on eks and aks only" }];
    return known.form.test(queue) ? [] : [{ path, found: queue, allowed: known.allowed }];
  });
  if (!metrics || cloud !== "existing") return wrong;
  return [...wrong, { path: ["metrics"], found: "true on an existing cluster", allowed: "false, without a cloud" }];
}

function parts(context: AddonContext, chosen: Options): AddonParts {
  const grant = context.grant({ namespace, serviceAccount: operator }, permissions(chosen));
  const objects: ObjectSpec[] = [
    ...networkPolicies(context, {
      namespace,
      ingress: [
        { name: "webhook", pods: podsOf(webhooks), ports: [ports.webhook], from: "anyone" },
        { name: "metrics-api", pods: podsOf(adapter), ports: [ports.metricsApi], from: "anyone" },
        { name: "metrics", ports: [ports.metrics], from: "prometheus" },
      ],
      // Whatever a trigger names: queues, databases, Prometheus.
      egress: [{ name: "triggers", pods: podsOf(operator), to: "anywhere" }],
    }),
    ...alertRules(context, name, namespace, alerts),
    ...dashboard(context, name, namespace, "KEDA", panels),
  ];
  return {
    namespaces: [{ name: namespace, podSecurity: "restricted" }],
    releases: [
      {
        name,
        chart: "keda",
        namespace,
        values: chartValues(context, chosen, grant),
        after: objects.map((object) => object.name),
      },
    ],
    objects,
  };
}

function permissions({ queues, metrics }: Options): readonly Permission[] {
  const measured = [...new Set(queues)].map((queue) => ({ kind: "queues.measure", queue }) as const);
  return [...measured, ...(metrics ? [{ kind: "metrics.read" } as const] : [])];
}

const eachPart = <T>(of: (app: string) => T) => ({ operator: of(operator), webhooks: of(webhooks) });

/** The operator makes the certificates of webhook and metrics API itself, in the cluster, and renews them. */
function chartValues(context: AddonContext, { replicas, readSecrets }: Options, grant: Grant): Values {
  const image = (repository: string) => ({ registry: "", repository: context.image(`ghcr.io/kedacore/${repository}`) });
  const spread = (app: string) => [zoneSpread(podsOf(app))];
  const monitored = { enabled: context.on("prometheus"), serviceMonitor: { enabled: context.on("prometheus") } };
  const budget = { maxUnavailable: 1 };
  return {
    clusterName: context.clusterName,
    image: {
      keda: image("keda"),
      metricsApiServer: image("keda-metrics-apiserver"),
      webhooks: image("keda-admission-webhooks"),
      pullPolicy: "IfNotPresent",
    },
    // With a definition would go every object of it, each of which waits for an operator that is gone by then.
    crds: { install: true, additionalAnnotations: { "helm.sh/resource-policy": "keep" } },
    operator: { name: operator, replicaCount: replicas, affinity: apart(podsOf(operator)) },
    metricsServer: { replicaCount: replicas, affinity: apart(podsOf(adapter)) },
    webhooks: { name: webhooks, replicaCount: replicas, affinity: apart(podsOf(webhooks)), failurePolicy: "Ignore" },
    podDisruptionBudget: replicas < 2 ? {} : { operator: budget, metricServer: budget, webhooks: budget },
    topologySpreadConstraints: { ...eachPart(spread), metricsServer: spread(adapter) },
    podLabels: { keda: grant.podLabels },
    serviceAccount: { operator: { create: true, name: operator, annotations: grant.annotations } },
    certificates: { autoGenerated: true },
    permissions: {
      operator: { restrict: { secret: !readSecrets } },
      metricServer: { restrict: { secret: true } },
    },
    logging: { operator: { format: "json" }, webhooks: { format: "json" } },
    podSecurityContext: { ...eachPart(() => restrictedPod), metricServer: restrictedPod },
    securityContext: { ...eachPart(() => restrictedContainer), metricServer: restrictedContainer },
    resources: {
      ...eachPart(() => resources(["100m", "128Mi"], ["1", "1000Mi"])),
      metricServer: resources(["100m", "100Mi"], ["1", "500Mi"]),
    },
    nodeSelector: { "kubernetes.io/os": "linux" },
    priorityClassName: context.priorityClass.standard,
    prometheus: { operator: monitored, metricServer: monitored, webhooks: monitored },
  };
}

// Metric names: KEDA, "Integrate with Prometheus".
const alerts: readonly Alert[] = [
  {
    alert: "KedaDown",
    severity: "warning",
    for: "10m",
    expr: `absent(up{namespace="${namespace}", job="${operator}"} == 1)`,
    summary: "No KEDA operator answers: nothing is scaled by its triggers.",
  },
  {
    alert: "KedaTriggerFails",
    severity: "warning",
    for: "15m",
    expr: "sum by (exported_namespace, scaledObject, scaler) (increase(keda_scaler_detail_errors_total[15m])) > 0",
    summary: "The trigger {{ $labels.scaler }} of {{ $labels.exported_namespace }}/{{ $labels.scaledObject }} fails.",
  },
  {
    alert: "KedaObjectFails",
    severity: "warning",
    for: "15m",
    expr: "sum by (exported_namespace, scaledObject) (increase(keda_scaled_object_errors_total[15m])) > 0",
    summary: "{{ $labels.exported_namespace }}/{{ $labels.scaledObject }} is not scaled as it says.",
  },
];

const panels: readonly Panel[] = [
  {
    title: "What is scaled",
    expr: "sum by (type) (keda_resource_registered_total)",
    legend: "{{type}}",
  },
  {
    title: "What triggers measure",
    expr: "max by (exported_namespace, scaledObject, metric) (keda_scaler_metrics_value)",
    legend: "{{exported_namespace}}/{{scaledObject}} {{metric}}",
  },
  {
    title: "Time to measure",
    expr: "max by (scaledObject) (keda_scaler_metrics_latency_seconds)",
    legend: "{{scaledObject}}",
    unit: "s",
  },
  {
    title: "Errors",
    expr: "sum by (scaledObject) (rate(keda_scaler_detail_errors_total[5m]))",
    legend: "{{scaledObject}}",
  },
];
