import type { AddonContext, Values } from "../addon";
import type { IstioOptions } from "./options";
import { type IstioRelease, istiodName, namespaces, runtimeSeccomp, spread } from "./release";
import type { ControlPlane, Revisions } from "./revisions";

/** Istio's resource definitions and its default validation, at the newer of two control planes as their upgrade asks. */
export function baseRelease({ current, serving }: Revisions): IstioRelease {
  return {
    name: "istio-base",
    chart: "istio-base",
    version: current.version,
    namespace: namespaces.system,
    values: { global: { istioNamespace: namespaces.system }, defaultRevision: serving.revision },
    withoutPods: true,
  };
}

/** One control plane. */
export function istiodRelease(
  context: AddonContext,
  options: IstioOptions,
  { version, revision }: ControlPlane,
): IstioRelease {
  return {
    name: istiodName(revision),
    chart: "istiod",
    version,
    namespace: namespaces.system,
    values: istiodValues(context, options, revision),
    after: ["istio-base"],
  };
}

function istiodValues(context: AddonContext, options: IstioOptions, revision: string): Values {
  const { controlPlane, mode } = options;
  return {
    ...(mode === "ambient" ? { profile: "ambient" } : {}),
    revision,
    global: globalValues(context, options),
    cni: { enabled: true },
    meshConfig: meshConfig(options),
    ...scaling(controlPlane),
    resources: controlPlane.resources,
    seccompProfile: runtimeSeccomp,
    topologySpreadConstraints: spread({ app: "istiod", "istio.io/rev": revision }),
    gateways: { seccompProfile: runtimeSeccomp },
    gatewayClasses: gatewayClasses(context, options),
    sidecarInjectorWebhookAnnotations: webhookAnnotations(context),
  };
}

function globalValues(context: AddonContext, options: IstioOptions): Values {
  const onGke = (context.facts.istioCni.platform ?? options.platform) === "gke";
  return {
    ...hub(context),
    variant: "distroless",
    istioNamespace: namespaces.system,
    multiCluster: { clusterName: context.clusterName },
    // No pod starts while istiod is away. GKE takes a critical class only where a quota allows it, and the CNI chart's
    // quota allows system-node-critical alone. Source: Istio, "Platform-Specific Prerequisites".
    ...(onGke ? {} : { priorityClassName: "system-cluster-critical" }),
    networkPolicy: { enabled: options.networkPolicies },
    defaultPodDisruptionBudget: { enabled: true },
    proxy: { resources: options.proxy.resources, seccompProfile: runtimeSeccomp },
    waypoint: { resources: options.proxy.resources },
  };
}

/** The registry and folder of Istio's images, where they come from a mirror. */
export function hub(context: AddonContext): { readonly hub?: string } {
  return context.config.mirror.images === undefined ? {} : { hub: context.image("docker.io/istio") };
}

/**
 * Azure adds selectors of its own to every admission webhook and so becomes the field's owner, with which the next
 * change of the webhook conflicts. This switches it off; Istio's webhooks only match what is labelled for them. Source:
 * AKS, "Frequently asked questions", on admission controller webhooks.
 */
export function webhookAnnotations(context: AddonContext): Readonly<Record<string, string>> {
  return context.cloud === "aks" ? { "admissions.enforcer/disabled": "true" } : {};
}

// The chart's disruption budget is made from two replicas on, of either kind.
function scaling({ minReplicas, maxReplicas }: IstioOptions["controlPlane"]): Values {
  return minReplicas === maxReplicas
    ? { autoscaleEnabled: false, replicaCount: minReplicas }
    : { autoscaleEnabled: true, autoscaleMin: minReplicas, autoscaleMax: maxReplicas };
}

/** The name of the tracing provider in the mesh's config. */
export const tracingProvider = "opentelemetry";

// Source: Istio, "Global Mesh Options".
function meshConfig(options: IstioOptions): Values {
  const { tracing, mode } = options;
  return {
    trustDomain: options.trustDomain,
    accessLogEncoding: "JSON",
    ...(options.accessLog === "all" ? { accessLogFile: "/dev/stdout" } : {}),
    ...(mode === "sidecar" ? sidecarConfig(options) : {}),
    ...(tracing === undefined
      ? {}
      : {
          enableTracing: true,
          extensionProviders: [
            { name: tracingProvider, opentelemetry: { service: tracing.service, port: tracing.port } },
          ],
        }),
  };
}

function sidecarConfig(options: IstioOptions): Values {
  return {
    outboundTrafficPolicy: { mode: options.outboundTraffic === "registryOnly" ? "REGISTRY_ONLY" : "ALLOW_ANY" },
    defaultConfig: { holdApplicationUntilProxyStarts: options.holdApplicationUntilProxyStarts ?? true },
  };
}

/**
 * Defaults for what Istio makes of a Gateway of the Gateway API: a waypoint or a gateway of one replica would be a single
 * point of failure, and a gateway's load balancer faces the internet unless told otherwise.
 */
function gatewayClasses(context: AddonContext, { gateway }: IstioOptions): Values {
  const { minReplicas, maxReplicas } = gateway;
  const { internal } = context.facts.loadBalancer;
  const available = {
    ...(minReplicas === maxReplicas && minReplicas === 1
      ? {}
      : { horizontalPodAutoscaler: { spec: { minReplicas, maxReplicas } } }),
    ...(minReplicas === 1 ? {} : { podDisruptionBudget: { spec: { minAvailable: 1 } } }),
  };
  const inside = Object.keys(internal).length === 0 ? {} : { service: { metadata: { annotations: internal } } };
  return { istio: { ...available, ...inside }, "istio-waypoint": available };
}
