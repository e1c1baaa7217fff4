import type { Annotations } from "../../clusters/cluster";
import type { AddonContext, Values } from "../addon";
import type { IstioOptions } from "./options";
import { gatewayNames, type IstioRelease, istiodName, namespaces, runtimeSeccomp, spread } from "./release";
import type { ControlPlane, Revisions } from "./revisions";

export type Exposure = NonNullable<IstioOptions["gateway"]["exposure"]>;

/**
 * How the ingress gateway is reached. Where nobody told what makes a load balancer internal, as on an existing cluster, a
 * plain one may face the internet or never come up, so it has none unless asked for.
 * @param internal the annotations of an internal load balancer
 */
export function exposureOf({ gateway }: IstioOptions, internal: Annotations): Exposure {
  return gateway.exposure ?? (Object.keys(internal).length > 0 ? "internal" : "cluster");
}

/** The ingress and the egress gateway, of those that are on. Their pods get their proxy from the control plane. */
export function gatewayReleases(
  context: AddonContext,
  options: IstioOptions,
  { serving }: Revisions,
): readonly IstioRelease[] {
  const { gateway, egressGateway, networkPolicies } = options;
  const release = (
    name: string,
    namespace: string,
    own: IstioOptions["egressGateway"],
    service: Values,
  ): IstioRelease => ({
    name,
    chart: "istio-gateway",
    version: serving.version,
    namespace,
    values: { ...gatewayValues(name, own, serving), service, global: { networkPolicy: { enabled: networkPolicies } } },
    after: [istiodName(serving.revision), "istio-cni"],
  });
  return [
    ...(gateway.enabled
      ? [release(gatewayNames.ingress, namespaces.ingress, gateway, ingressService(context, options))]
      : []),
    ...(egressGateway.enabled
      ? [release(gatewayNames.egress, namespaces.egress, egressGateway, { type: "ClusterIP" })]
      : []),
  ];
}

function gatewayValues(
  name: string,
  { minReplicas, maxReplicas, resources }: IstioOptions["egressGateway"],
  { revision }: ControlPlane,
): Values {
  return {
    revision,
    ...(minReplicas === maxReplicas
      ? { autoscaling: { enabled: false }, replicaCount: minReplicas }
      : { autoscaling: { enabled: true, minReplicas, maxReplicas } }),
    ...(minReplicas === 1 ? {} : { podDisruptionBudget: { minAvailable: 1 } }),
    // The chart's own, with the profile that the restricted level asks for.
    securityContext: {
      sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }],
      seccompProfile: runtimeSeccomp,
    },
    resources,
    topologySpreadConstraints: spread({ app: name }),
  };
}

function ingressService(context: AddonContext, options: IstioOptions): Values {
  const { annotations, allowedCidrs, preserveClientAddress } = options.gateway;
  const exposure = exposureOf(options, context.facts.loadBalancer.internal);
  if (exposure === "cluster") return { type: "ClusterIP", annotations };
  return {
    type: "LoadBalancer",
    annotations: { ...context.facts.loadBalancer[exposure], ...annotations },
    loadBalancerSourceRanges: allowedCidrs,
    ...(preserveClientAddress ? { externalTrafficPolicy: "Local" } : {}),
  };
}
