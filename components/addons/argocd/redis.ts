import type { AddonContext, ObjectSpec, Values } from "../addon";
import { namespace, release } from "./names";
import type { ArgocdOptions } from "./options";
import { fixed, sizing } from "./sizes";

const redisImage = "ecr-public.aws.com/docker/library/redis";
const haproxyImage = "ecr-public.aws.com/docker/library/haproxy";
const exporterImage = "ghcr.io/oliver006/redis_exporter";

/** What the sub-chart runs of Redis and of HAProxy each: the least that a quorum outlives one of. */
const redisNodes = 3;

const metricsPorts = { redis: 9121, haproxy: 9101 };

/** Redis, Argo CD's cache: three nodes with Sentinel behind HAProxy, or one pod. It holds nothing that is lost. */
export function redisValues(context: AddonContext, options: ArgocdOptions): Values {
  const values = options.highAvailability
    ? { "redis-ha": clustered(context, options) }
    : { redis: single(context, options) };
  return { ...values, redisSecretInit: { resources: fixed.secretInit } };
}

function single(context: AddonContext, options: ArgocdOptions): Values {
  const watched = context.on("prometheus");
  return {
    image: { repository: context.image(redisImage) },
    resources: sizing[options.size].redis,
    automountServiceAccountToken: false,
    serviceAccount: { create: true },
    livenessProbe: { enabled: true },
    readinessProbe: { enabled: true },
    exporter: { enabled: watched, image: { repository: context.image(exporterImage) }, resources: fixed.exporter },
    metrics: { enabled: watched, serviceMonitor: { enabled: watched } },
  };
}

function clustered(context: AddonContext, options: ArgocdOptions): Values {
  const watched = context.on("prometheus");
  const hardAntiAffinity = apart(context, options);
  return {
    enabled: true,
    image: { repository: context.image(redisImage) },
    redis: { resources: sizing[options.size].redis },
    sentinel: { resources: fixed.sentinel },
    splitBrainDetection: { resources: fixed.splitBrain },
    init: { resources: fixed.redisInit },
    hardAntiAffinity,
    podDisruptionBudget: { maxUnavailable: 1 },
    topologySpreadConstraints: { enabled: context.facts.zones > 1, whenUnsatisfiable: "ScheduleAnyway" },
    networkPolicy: redisNetworkPolicy,
    exporter: {
      enabled: watched,
      image: context.image(exporterImage),
      resources: fixed.exporter,
      serviceMonitor: { enabled: watched },
    },
    haproxy: {
      image: { repository: context.image(haproxyImage) },
      resources: fixed.haproxy,
      init: { resources: fixed.redisInit },
      hardAntiAffinity,
      podDisruptionBudget: { maxUnavailable: 1 },
      serviceAccount: { automountToken: false },
      extraConfig: boundedConnections,
      metrics: { enabled: watched, serviceMonitor: { enabled: watched } },
    },
  };
}

// A cluster in fewer zones may have a single node, where a condition would never be met and the install would fail.
function apart(context: AddonContext, { antiAffinity }: ArgocdOptions): boolean {
  return antiAffinity === undefined ? context.facts.zones >= redisNodes : antiAffinity === "hard";
}

// Every namespace, since nothing says here which one Prometheus is in; only the port of the metrics.
const anyNamespace = [{ namespaceSelector: {} }];

// The chart denies all ingress by default and leaves Redis to the sub-chart, which opens it to HAProxy by itself.
const redisNetworkPolicy = {
  enabled: true,
  ingressRules: [{ selectors: anyNamespace, ports: [{ port: metricsPorts.redis, protocol: "TCP" }] }],
};

// Those who use the cache: the same three that the chart lets at a single Redis.
const cacheUsers = ["server", "repo-server", "application-controller"].map((name) => ({
  podSelector: { matchLabels: { "app.kubernetes.io/name": `argocd-${name}`, "app.kubernetes.io/instance": release } },
}));

/** Without a bound, HAProxy sizes its tables by the open files that the node allows, which can be a gigabyte's worth. */
const boundedConnections = "global\n  maxconn 4096\n";

/**
 * What may reach HAProxy. The sub-chart's own policy would open Redis to whoever may read metrics, so this is ours.
 * Sources: redis-ha 4.38.0, templates/redis-haproxy-network-policy.yaml and redis-haproxy-deployment.yaml (labels).
 */
export function haproxyNetworkPolicy(options: ArgocdOptions): readonly ObjectSpec[] {
  if (!options.highAvailability) return [];
  return [
    {
      name: "redis-network-policy",
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "argocd-redis-ha-haproxy", namespace },
      fields: {
        spec: {
          podSelector: { matchLabels: { app: "redis-ha-haproxy", release, component: "haproxy" } },
          policyTypes: ["Ingress"],
          ingress: [
            { from: cacheUsers, ports: [{ port: 6379, protocol: "TCP" }] },
            { from: anyNamespace, ports: [{ port: metricsPorts.haproxy, protocol: "TCP" }] },
          ],
        },
      },
    },
  ];
}
