import { z } from "zod";
import { type AddonContext, type AddonParts, defineAddon, type ObjectSpec, type Values } from "./addon";
import { apart, zoneSpread } from "./parts/availability";
import { type Alert, alertRules } from "./parts/monitoring";
import { resources } from "./parts/resources";
import { restrictedContainer, restrictedPod } from "./parts/security";
import { networkPolicies } from "./parts/traffic";

const name = "metrics-server";
const namespace = "metrics-server";
const port = 10250;
const pods = { "app.kubernetes.io/name": name, "app.kubernetes.io/instance": name };

const options = z.strictObject({
  verifyKubelets: z
    .boolean()
    .default(true)
    .describe(
      "Whether kubelets' certificates have to be signed by the cluster's authority, as on EKS. Those of kind, k3d and kubeadm's defaults are not.",
    ),
  replicas: z.int().min(1).max(5).default(2).describe("How many of it run."),
});

type Options = z.output<typeof options>;

/** What pods and nodes use now, for `kubectl top` and for autoscalers, where the cloud does not bring it. */
export const metricsServer = defineAddon({
  name,
  summary: "Metrics Server: what pods and nodes use, for kubectl top and autoscalers. AKS and GKE have it built in",
  options,
  profiles: { development: { replicas: 1 }, ephemeral: { replicas: 1 } },
  clouds: ["eks", "existing"],
  charts: ["metrics-server"],
  after: ["cert-manager", "prometheus"],
  webhookPorts: [port],
  parts,
});

function parts(context: AddonContext, chosen: Options): AddonParts {
  const objects: ObjectSpec[] = [
    ...networkPolicies(context, {
      namespace,
      // Its metrics are on the same port.
      ingress: [{ name: "metrics-api", pods, ports: [port], from: "anyone" }],
      egress: [{ name: "kubelets", pods, ports: [10250], to: "anywhere" }],
    }),
    ...alertRules(context, name, namespace, alerts),
  ];
  return {
    namespaces: [{ name: namespace, podSecurity: "restricted" }],
    releases: [
      {
        name,
        chart: "metrics-server",
        namespace,
        values: chartValues(context, chosen),
        after: objects.map((object) => object.name),
      },
    ],
    objects,
  };
}

function chartValues(context: AddonContext, { replicas, verifyKubelets }: Options): Values {
  const on = context.on("prometheus");
  return {
    image: { repository: context.image("registry.k8s.io/metrics-server/metrics-server") },
    // The API server checks who answers. Without cert-manager a certificate is made once, in the cluster, and kept.
    apiService: { insecureSkipTLSVerify: false },
    tls: context.on("cert-manager")
      ? { type: "cert-manager" }
      : { type: "helm", helm: { lookup: true, certDurationDays: 3650 } },
    args: verifyKubelets ? [] : ["--kubelet-insecure-tls"],
    containerPort: port,
    replicas,
    podDisruptionBudget:
      replicas < 2
        ? { enabled: false }
        : { enabled: true, maxUnavailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow" },
    affinity: apart(pods),
    topologySpreadConstraints: [zoneSpread(pods)],
    nodeSelector: { "kubernetes.io/os": "linux" },
    priorityClassName: context.priorityClass.critical,
    // Enough for some 100 nodes (metrics-server, README, "Scaling").
    resources: resources(["100m", "200Mi"], ["500m", "500Mi"]),
    podSecurityContext: restrictedPod,
    securityContext: { ...restrictedContainer, runAsUser: 1000 },
    metrics: { enabled: on },
    serviceMonitor: { enabled: on },
  };
}

// Metric names: metrics-server, pkg/scraper/scraper.go.
const alerts: readonly Alert[] = [
  {
    alert: "MetricsServerDown",
    severity: "critical",
    for: "10m",
    expr: `absent(up{namespace="${namespace}"} == 1)`,
    summary: "No Metrics Server answers: nothing is scaled by what it uses.",
  },
  {
    alert: "MetricsServerCannotReadNode",
    severity: "warning",
    for: "15m",
    expr: 'sum by (node) (increase(metrics_server_kubelet_request_total{success="false"}[10m])) > 0 and sum by (node) (increase(metrics_server_kubelet_request_total{success="true"}[10m])) == 0',
    summary: "Metrics Server cannot read what pods on {{ $labels.node }} use.",
  },
];
