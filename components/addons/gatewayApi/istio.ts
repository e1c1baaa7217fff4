import type { AddonContext, ObjectSpec } from "../addon";
import { apart, zoneSpread } from "../parts/availability";
import { resources } from "../parts/resources";
import { restrictedPod } from "../parts/security";
import { networkPolicies } from "../parts/traffic";
import { type GatewaySpec, reachOf } from "./gateways";
import { classNames, namespace } from "./names";
import type { GatewayApiOptions, GatewayOptions } from "./options";

const labelOf = (name: string) => ({ "gateway.networking.k8s.io/gateway-name": name });

/** Who may reach the gateways' proxies, which Istio starts beside the gateways: clients, and probes of load balancers. */
export function istioPolicies(context: AddonContext): readonly ObjectSpec[] {
  return networkPolicies(context, {
    namespace,
    ingress: [
      { name: "clients", ports: [80, 443, 15021], from: "anyone" },
      { name: "metrics", ports: ["http-envoy-prom"], from: "prometheus" },
    ],
    egress: [{ name: "backends", to: "anywhere" }],
  });
}

/**
 * How the proxies of a gateway run, as laid over what Istio makes. Source: Istio, "Gateway API", automated deployment:
 * resource attachment by parametersRef.
 */
export function istioParameters(
  context: AddonContext,
  name: string,
  gateway: GatewayOptions,
  { replicas, maxReplicas }: GatewayApiOptions,
): ObjectSpec {
  const { type, allowedCidrs } = reachOf(context, gateway);
  const pods = labelOf(name);
  const scaled = maxReplicas > replicas;
  const parts = {
    deployment: {
      spec: {
        ...(scaled ? {} : { replicas }),
        template: {
          spec: {
            priorityClassName: context.priorityClass.critical,
            affinity: apart(pods),
            topologySpreadConstraints: [zoneSpread(pods)],
            // What the restricted level asks for besides what Istio gives its proxies.
            securityContext: { seccompProfile: restrictedPod.seccompProfile },
            containers: [{ name: "istio-proxy", resources: resources(["100m", "128Mi"], ["2", "1Gi"]) }],
          },
        },
      },
    },
    service: {
      spec: { type, ...(allowedCidrs.length === 0 ? {} : { loadBalancerSourceRanges: allowedCidrs }) },
    },
    ...(scaled ? { horizontalPodAutoscaler: { spec: { minReplicas: replicas, maxReplicas } } } : {}),
    ...(replicas > 1 ? { podDisruptionBudget: { spec: { maxUnavailable: 1 } } } : {}),
  };
  return {
    name: `proxy-${name}`,
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: `${name}-proxies`, namespace },
    // JSON is YAML too, which is what Istio reads.
    fields: { data: Object.fromEntries(Object.entries(parts).map(([part, over]) => [part, JSON.stringify(over)])) },
  };
}

/** What Istio is told of a gateway. Annotations go to all that it makes for it, its service among them. */
export function istioSpec(context: AddonContext, name: string, gateway: GatewayOptions): GatewaySpec {
  const { annotations } = reachOf(context, gateway);
  return {
    className: classNames.istio,
    infrastructure: {
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      parametersRef: { group: "", kind: "ConfigMap", name: `${name}-proxies` },
    },
    after: [`proxy-${name}`],
  };
}
