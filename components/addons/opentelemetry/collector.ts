import type { AddonContext, ObjectSpec, Values } from "../addon";
import { lokiOf } from "../loki/names";
import { apart, type Labels, zoneSpread } from "../parts/availability";
import { restrictedContainer, restrictedPod } from "../parts/security";
import { receivers as prometheusReceivers } from "../prometheus/receiving";
import { tempoOf } from "../tempo/names";
import { mergeValues } from "../values";
import { collector, collectorService, metricsPort, namespace, otlpPorts } from "./names";
import { type OtelOptions, sizes } from "./options";

/** The labels of the collectors' pods. Source: opentelemetry-operator, internal/manifests/manifestutils/labels.go. */
export const pods: Labels = {
  "app.kubernetes.io/component": "opentelemetry-collector",
  "app.kubernetes.io/instance": `${namespace}.${collector}`,
};

/** What is sent where: the exporters of each signal whose add-on is on. */
function exportersOf(context: AddonContext): Readonly<Record<"traces" | "logs" | "metrics", Values>> {
  const tempo = tempoOf(context);
  const loki = lokiOf(context);
  return {
    traces: tempo === undefined ? {} : { "otlp_grpc/tempo": { endpoint: tempo, tls: { insecure: true } } },
    logs: loki === undefined ? {} : { "otlp_http/loki": { endpoint: `${loki.push}/otlp` } },
    metrics: Object.fromEntries(
      prometheusReceivers(context).map((address, index) => [
        `otlp_http/prometheus-${index}`,
        { endpoint: `${address}/api/v1/otlp` },
      ]),
    ),
  };
}

// What Kubernetes knows of the pod that sent it, found by the pod's address.
const attributes = {
  extract: {
    metadata: [
      "k8s.namespace.name",
      "k8s.deployment.name",
      "k8s.statefulset.name",
      "k8s.daemonset.name",
      "k8s.cronjob.name",
      "k8s.job.name",
      "k8s.node.name",
      "k8s.pod.name",
      "k8s.pod.uid",
      "k8s.pod.start_time",
    ],
  },
  pod_association: [
    { sources: [{ from: "resource_attribute", name: "k8s.pod.ip" }] },
    { sources: [{ from: "resource_attribute", name: "k8s.pod.uid" }] },
    { sources: [{ from: "connection" }] },
  ],
};

/**
 * The collectors' configuration. Parts of it: OpenTelemetry Collector documentation, "Configuration";
 * opentelemetry-collector-contrib, processor/k8sattributesprocessor and processor/probabilisticsamplerprocessor; Loki
 * documentation, "Ingesting logs using the OpenTelemetry Collector"; Prometheus documentation, "Using Prometheus as your
 * OpenTelemetry backend".
 */
export function collectorConfig(context: AddonContext, options: OtelOptions): Values {
  const exporters = exportersOf(context);
  const sampled = options.sampling < 100;
  const steps = (signal: string) => [
    "memory_limiter",
    "k8s_attributes",
    "resource",
    ...(signal === "traces" && sampled ? ["probabilistic_sampler"] : []),
    "batch",
  ];
  const pipelines = Object.entries(exporters)
    .filter(([, those]) => Object.keys(those).length > 0)
    .map(([signal, those]) => [
      signal,
      { receivers: ["otlp"], processors: steps(signal), exporters: Object.keys(those) },
    ]);
  const own: Values = {
    receivers: {
      otlp: {
        protocols: {
          grpc: { endpoint: `0.0.0.0:${otlpPorts.grpc}` },
          http: { endpoint: `0.0.0.0:${otlpPorts.http}` },
        },
      },
    },
    processors: {
      // Senders are told to come back later before the pod is killed for what it holds.
      memory_limiter: { check_interval: "1s", limit_percentage: 80, spike_limit_percentage: 20 },
      k8s_attributes: attributes,
      resource: { attributes: [{ key: "k8s.cluster.name", value: context.clusterName, action: "insert" }] },
      ...(sampled ? { probabilistic_sampler: { sampling_percentage: options.sampling } } : {}),
      batch: {},
    },
    exporters: { ...exporters.traces, ...exporters.logs, ...exporters.metrics },
    extensions: { health_check: { endpoint: "0.0.0.0:13133" } },
    service: {
      extensions: ["health_check"],
      pipelines: Object.fromEntries(pipelines),
      telemetry: {
        logs: { encoding: "json" },
        metrics: {
          readers: [{ pull: { exporter: { prometheus: { host: "0.0.0.0", port: metricsPort } } } }],
        },
      },
    },
  };
  return mergeValues(own, options.config);
}

/** The collectors: whoever is in the cluster sends to them, and they hand on to what is on. */
export function collectorObject(context: AddonContext, options: OtelOptions): ObjectSpec {
  const several = options.replicas > 1;
  return {
    name: "collector",
    apiVersion: "opentelemetry.io/v1beta1",
    kind: "OpenTelemetryCollector",
    metadata: { name: collector, namespace },
    fields: {
      spec: {
        mode: "deployment",
        replicas: options.replicas,
        serviceAccount: collectorService,
        resources: sizes[options.size],
        priorityClassName: context.priorityClass.standard,
        podSecurityContext: restrictedPod,
        securityContext: restrictedContainer,
        nodeSelector: { "kubernetes.io/os": "linux" },
        ...(several
          ? {
              podDisruptionBudget: { maxUnavailable: 1 },
              topologySpreadConstraints: [zoneSpread(pods)],
              affinity: apart(pods),
            }
          : {}),
        config: collectorConfig(context, options),
      },
    },
  };
}

/**
 * What the collectors may know of pods. The operator could make this itself, but would then have to be allowed to give
 * such rights to anybody.
 */
export function accessObjects(): readonly ObjectSpec[] {
  const rbac = "rbac.authorization.k8s.io";
  const verbs = ["get", "list", "watch"];
  const name = collectorService;
  return [
    {
      name: "collector-account",
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name, namespace },
      fields: {},
    },
    {
      name: "collector-role",
      apiVersion: `${rbac}/v1`,
      kind: "ClusterRole",
      metadata: { name },
      fields: {
        rules: [
          { apiGroups: [""], resources: ["pods", "namespaces"], verbs },
          { apiGroups: ["apps"], resources: ["replicasets", "deployments", "statefulsets", "daemonsets"], verbs },
          { apiGroups: ["batch"], resources: ["jobs", "cronjobs"], verbs },
        ],
      },
    },
    {
      name: "collector-role-binding",
      apiVersion: `${rbac}/v1`,
      kind: "ClusterRoleBinding",
      metadata: { name },
      fields: {
        roleRef: { apiGroup: rbac, kind: "ClusterRole", name },
        subjects: [{ kind: "ServiceAccount", name, namespace }],
      },
    },
  ];
}
