import type { AddonContext, Values } from "../addon";
import { zoneSpread } from "../parts/availability";
import { prometheusAddress } from "../parts/prometheusQueries";
import { resources } from "../parts/resources";
import { restrictedContainer, restrictedPod } from "../parts/security";
import { controlPlaneWebhooks, vizWebhooks, webhookValues } from "./certificates";
import { namespaces, releases } from "./names";
import type { LinkerdOptions } from "./options";

type Pair = readonly [string, string];

// Linkerd's charts turn requests and limits around: by processor and memory first.
function amounts([cpu, memory]: Pair, [mostCpu, mostMemory]: Pair): Values {
  return { cpu: { request: cpu, limit: mostCpu }, memory: { request: memory, limit: mostMemory } };
}

/** Pods of these have to start when the injector does not, or nothing could bring it back. */
const neverInjected = [
  "kube-system",
  "cert-manager",
  "karpenter",
  "cluster-autoscaler",
  namespaces.system,
  namespaces.cni,
];

/** Values of the linkerd-control-plane chart. Source: its values.yaml, values-ha.yaml and templates. */
export function controlPlaneValues(context: AddonContext, options: LinkerdOptions): Values {
  const several = options.replicas > 1;
  const part = amounts(["100m", "64Mi"], ["1", "512Mi"]);
  return {
    cniEnabled: options.cni,
    controllerReplicas: options.replicas,
    enablePodDisruptionBudget: several,
    // It keeps replicas off one node at any price, so only where there is another.
    enablePodAntiAffinity: several && context.facts.zones > 1,
    deploymentStrategy: { rollingUpdate: { maxUnavailable: 1, maxSurge: "25%" } },
    priorityClassName: context.priorityClass.critical,
    webhookFailurePolicy: options.failClosed ? "Fail" : "Ignore",
    // It tells the project of the cluster once a day.
    disableHeartBeat: true,
    controllerLogFormat: "json",
    controllerImage: context.image("cr.l5d.io/linkerd/controller"),
    debugContainer: { image: { name: context.image("cr.l5d.io/linkerd/debug") } },
    destinationResources: part,
    identityResources: part,
    proxyInjectorResources: part,
    spValidatorResources: part,
    policyController: { resources: part },
    // Those of every proxy that is injected, and of what runs before it.
    proxy: {
      image: { name: context.image("cr.l5d.io/linkerd/proxy") },
      logFormat: "json",
      defaultInboundPolicy: options.inboundPolicy,
      resources: amounts(["50m", "64Mi"], ["1", "256Mi"]),
    },
    identity: { externalCA: true, issuer: { scheme: "kubernetes.io/tls" } },
    proxyInjector: {
      ...webhookValues(namespaces.system, controlPlaneWebhooks.proxyInjector),
      namespaceSelector: {
        matchExpressions: [
          { key: "config.linkerd.io/admission-webhooks", operator: "NotIn", values: ["disabled"] },
          { key: "kubernetes.io/metadata.name", operator: "NotIn", values: neverInjected },
        ],
      },
    },
    profileValidator: webhookValues(namespaces.system, controlPlaneWebhooks.profileValidator),
    policyValidator: webhookValues(namespaces.system, controlPlaneWebhooks.policyValidator),
    podMonitor: { enabled: context.on("prometheus"), serviceMirror: { enabled: false } },
  };
}

/** Values of the linkerd2-cni chart. */
export function cniValues(context: AddonContext): Values {
  const { cniBinDir } = context.facts.istioCni;
  return {
    image: { name: context.image("cr.l5d.io/linkerd/cni-plugin") },
    // Where the node's programs for networks are is the same for every plugin.
    ...(cniBinDir === undefined ? {} : { destCNIBinDir: cniBinDir }),
    priorityClassName: "system-node-critical",
    resources: amounts(["20m", "32Mi"], ["200m", "128Mi"]),
    // Starts pods again that were quicker than the plugin on a new node.
    repairController: { enabled: true, logFormat: "json", resources: amounts(["20m", "32Mi"], ["200m", "128Mi"]) },
  };
}

/**
 * Values of the trust-manager chart. It runs for Linkerd alone, in its namespace: it reads secrets nowhere else, and
 * writes ConfigMaps nowhere else.
 */
export function trustValues(context: AddonContext, { replicas }: LinkerdOptions): Values {
  const several = replicas > 1;
  return {
    nameOverride: releases.trust,
    replicaCount: replicas,
    image: { repository: context.image("quay.io/jetstack/trust-manager") },
    // Whom the world trusts is no matter of the mesh.
    defaultPackage: { enabled: false },
    app: {
      logFormat: "json",
      trust: { namespace: namespaces.system },
      targetNamespaces: [namespaces.system],
      securityContext: restrictedContainer,
      metrics: { service: { servicemonitor: { enabled: context.on("prometheus") } } },
    },
    resources: resources(["20m", "64Mi"], ["200m", "256Mi"]),
    podSecurityContext: restrictedPod,
    priorityClassName: context.priorityClass.critical,
    podDisruptionBudget: several ? { enabled: true, maxUnavailable: 1 } : { enabled: false },
    topologySpreadConstraints: several ? [zoneSpread({ app: releases.trust })] : [],
  };
}

/** Values of the linkerd-viz chart: with the Prometheus that is there, and none of its own. */
export function vizValues(context: AddonContext, { replicas }: LinkerdOptions): Values {
  const part = amounts(["50m", "64Mi"], ["500m", "256Mi"]);
  return {
    defaultRegistry: context.image("cr.l5d.io/linkerd"),
    defaultLogFormat: "json",
    prometheus: { enabled: false },
    prometheusUrl: prometheusAddress,
    // Labels the namespace, which has its label already.
    createNamespaceMetadataJob: false,
    enablePodDisruptionBudget: replicas > 1,
    enablePodAntiAffinity: replicas > 1 && context.facts.zones > 1,
    metricsAPI: { replicas, resources: part },
    tap: { replicas, resources: part, ...webhookValues(namespaces.viz, vizWebhooks.tap) },
    tapInjector: { replicas, resources: part, ...webhookValues(namespaces.viz, vizWebhooks.tapInjector) },
    dashboard: { replicas: 1, resources: part },
  };
}
