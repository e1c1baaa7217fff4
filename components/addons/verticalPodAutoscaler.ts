import { z } from "zod";
import type { Problem } from "../config/errors";
import type { Config } from "../config/parse";
import { type AddonContext, type AddonParts, defineAddon, type ObjectSpec, type Values } from "./addon";
import { dashboard, type Panel } from "./parts/dashboard";
import { type Alert, alertRules, podMonitor } from "./parts/monitoring";
import { resources } from "./parts/resources";
import { restrictedContainer, restrictedPod } from "./parts/security";
import { networkPolicies } from "./parts/traffic";

const name = "vertical-pod-autoscaler";
const namespace = "vertical-pod-autoscaler";
const webhookPort = 8000;
const pods = { "app.kubernetes.io/name": name, "app.kubernetes.io/instance": name };

const options = z.strictObject({
  apply: z
    .boolean()
    .default(true)
    .describe("Whether pods get the requests that are recommended. false only recommends, and has no webhook."),
  replicas: z.int().min(1).max(5).default(2).describe("How many of each part run, one of which leads."),
});

type Options = z.output<typeof options>;

/** Recommends requests by what pods have used, and gives them to pods whose VerticalPodAutoscaler says so. */
export const verticalPodAutoscaler = defineAddon({
  name,
  summary: "Vertical Pod Autoscaler: requests of pods by what they have used. GKE has it built in",
  options,
  profiles: { development: { replicas: 1 }, ephemeral: { replicas: 1 } },
  charts: ["vertical-pod-autoscaler"],
  after: ["cert-manager", "metrics-server", "prometheus"],
  webhookPorts: [webhookPort],
  builtIn: ({ cloud }) => cloud === "gke",
  check,
  parts,
});

function check(_options: Options, { cluster, addons }: Config): readonly Problem[] {
  const found = `${name} on ${cluster.cloud}`;
  if (cluster.cloud === "gke")
    return [{ path: [], found, allowed: "cluster.verticalPodAutoscaling: true there, which is Google's own" }];
  // EKS has no metrics of pods by itself.
  if (cluster.cloud !== "eks" || addons["metrics-server"] !== undefined) return [];
  return [{ path: [], found: `${found} without metrics-server`, allowed: `${name} with metrics-server on` }];
}

function parts(context: AddonContext, chosen: Options): AddonParts {
  const objects: ObjectSpec[] = [
    ...networkPolicies(context, {
      namespace,
      ingress: [
        { name: "webhook", pods, ports: [webhookPort], from: "anyone" },
        { name: "metrics", pods, ports: ["prometheus"], from: "prometheus" },
      ],
    }),
    ...podMonitor(context, { name, namespace, pods, port: "prometheus" }),
    ...alertRules(context, name, namespace, alerts),
    ...dashboard(context, name, namespace, "Vertical Pod Autoscaler", panels),
  ];
  return {
    namespaces: [{ name: namespace, podSecurity: "restricted" }],
    releases: [
      {
        name,
        chart: "vertical-pod-autoscaler",
        namespace,
        values: chartValues(context, chosen),
        after: objects.map((object) => object.name),
      },
    ],
    objects,
  };
}

/**
 * The webhook is an object of the chart and not one that the controller makes when it starts, so that it goes with the
 * release. While nothing answers it, pods start with the requests that they have.
 */
function chartValues(context: AddonContext, { apply, replicas }: Options): Values {
  const part = (image: string, memory: readonly [string, string]) => ({
    image: { repository: context.image(`registry.k8s.io/autoscaling/${image}`) },
    replicas,
    podDisruptionBudget: { enabled: replicas > 1 },
    nodeSelector: { "kubernetes.io/os": "linux" },
    resources: resources(["50m", memory[0]], ["500m", memory[1]]),
  });
  const { standard, critical } = context.priorityClass;
  return {
    fullnameOverride: name,
    podSecurityContext: { ...restrictedPod, runAsUser: 65534 },
    containerSecurityContext: restrictedContainer,
    admissionController: {
      enabled: apply,
      ...part("vpa-admission-controller", ["100Mi", "300Mi"]),
      priorityClassName: critical,
      registerWebhook: false,
      mutatingWebhookConfiguration: { failurePolicy: "Ignore" },
      ...certificate(context),
    },
    recommender: {
      enabled: true,
      ...part("vpa-recommender", ["250Mi", "1Gi"]),
      priorityClassName: standard,
    },
    updater: { enabled: apply, ...part("vpa-updater", ["100Mi", "500Mi"]), priorityClassName: standard },
  };
}

// Renewed by cert-manager, or made by a job before each upgrade if there is none yet.
function certificate(context: AddonContext): Values {
  const certManager = context.on("cert-manager");
  return {
    certManager: { enabled: certManager, createSelfSignedIssuer: { enabled: certManager } },
    certGen: {
      enabled: !certManager,
      image: { repository: context.image("registry.k8s.io/ingress-nginx/kube-webhook-certgen") },
      resources: resources(["10m", "32Mi"], ["200m", "128Mi"]),
      podSecurityContext: { ...restrictedPod, runAsUser: 65534 },
      securityContext: restrictedContainer,
      nodeSelector: { "kubernetes.io/os": "linux" },
    },
  };
}

// Metric names: vertical-pod-autoscaler, pkg/utils/metrics.
const alerts: readonly Alert[] = [
  {
    alert: "VpaRecommenderDown",
    severity: "warning",
    for: "15m",
    expr: `absent(up{namespace="${namespace}", container="recommender"} == 1)`,
    summary: "No recommender of the Vertical Pod Autoscaler answers: recommendations grow old.",
  },
  {
    alert: "VpaCannotEvict",
    severity: "warning",
    for: "1h",
    expr: "sum(increase(vpa_updater_failed_eviction_attempts_total[1h])) > 0",
    summary: "The Vertical Pod Autoscaler has not been able to renew pods for an hour.",
  },
];

const panels: readonly Panel[] = [
  { title: "Workloads looked after", expr: "sum(vpa_recommender_vpa_objects_count)", stat: true },
  { title: "Pods that it has changed", expr: "sum(rate(vpa_admission_controller_admission_pods_total[5m])) * 300" },
  {
    title: "Pods evicted for new requests",
    expr: "sum(increase(vpa_updater_evicted_pods_total[1h]))",
  },
  {
    title: "Pods resized in place",
    expr: "sum(increase(vpa_updater_in_place_updated_pods_total[1h]))",
  },
];
