import { envoyProxyImage, envoyRateLimitImage } from "../../versions";
import type { AddonContext, ObjectSpec, ReleaseSpec, Values } from "../addon";
import { apart, zoneSpread } from "../parts/availability";
import { dashboard } from "../parts/dashboard";
import { alertRules, podMonitor } from "../parts/monitoring";
import { resources } from "../parts/resources";
import { restrictedContainer } from "../parts/security";
import { networkPolicies } from "../parts/traffic";
import { alerts, panels } from "./envoyMetrics";
import { type GatewaySpec, reachOf } from "./gateways";
import { classNames, envoyNamespace, namespace, release } from "./names";
import type { GatewayApiOptions, GatewayOptions } from "./options";

const controllerPods = { "control-plane": "envoy-gateway" };
const proxyPods = { "app.kubernetes.io/managed-by": "envoy-gateway", "app.kubernetes.io/component": "proxy" };
const linux = { "kubernetes.io/os": "linux" };

/**
 * Envoy Gateway. Its types of the Gateway API are not taken, since they are there before it; those of its own come with
 * it and stay when it goes. The webhook that tells proxies their zone is off: the chart would leave it behind.
 */
export function envoyRelease(context: AddonContext, { replicas }: GatewayApiOptions): ReleaseSpec {
  const image = context.image("docker.io/envoyproxy/gateway");
  const values: Values = {
    global: {
      images: { ratelimit: { image: `${context.image("docker.io/envoyproxy/ratelimit")}:${envoyRateLimitImage}` } },
    },
    deployment: {
      envoyGateway: { image: { repository: image }, resources: resources(["100m", "256Mi"], ["1", "1Gi"]) },
      replicas,
      priorityClassName: context.priorityClass.critical,
      pod: {
        affinity: apart(controllerPods),
        topologySpreadConstraints: [zoneSpread(controllerPods)],
        nodeSelector: linux,
      },
    },
    podDisruptionBudget: replicas < 2 ? { minAvailable: 0 } : { maxUnavailable: 1 },
    certgen: { job: { resources: resources(["50m", "64Mi"], ["500m", "256Mi"]), nodeSelector: linux } },
    topologyInjector: { enabled: false },
    config: {
      envoyGateway: {
        // The chart's own switch writes it where it is not read (api/v1alpha1/envoygateway_types.go of v1.9).
        provider: { type: "Kubernetes", kubernetes: { proxyTopologyInjector: { disabled: true } } },
      },
    },
  };
  return {
    name: release.envoy,
    chart: "envoy-gateway",
    namespace: envoyNamespace,
    values,
    after: [release.types, ...policies(context).map(({ name }) => name)],
  };
}

function policies(context: AddonContext): readonly ObjectSpec[] {
  return networkPolicies(context, {
    namespace: envoyNamespace,
    ingress: [
      // Ports below 1024 are mapped to these, so that proxies need no rights.
      { name: "clients", pods: proxyPods, ports: [10080, 10443], from: "anyone" },
      { name: "metrics", ports: ["metrics"], from: "prometheus" },
    ],
    egress: [{ name: "backends", pods: proxyPods, to: "anywhere" }],
  });
}

/** What stands beside Envoy Gateway: its class, who may reach it, what is measured. */
export function envoyObjects(context: AddonContext): readonly ObjectSpec[] {
  const monitor = { namespace: envoyNamespace, port: "metrics" };
  return [
    ...policies(context),
    {
      name: "class",
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "GatewayClass",
      metadata: { name: classNames.envoy },
      fields: { spec: { controllerName: "gateway.envoyproxy.io/gatewayclass-controller" } },
      after: [release.envoy],
    },
    ...podMonitor(context, { ...monitor, name: "envoy-gateway", pods: controllerPods }),
    ...podMonitor(context, { ...monitor, name: "envoy-proxies", pods: proxyPods, path: "/stats/prometheus" }),
    ...alertRules(context, release.envoy, envoyNamespace, alerts),
    ...dashboard(context, release.envoy, envoyNamespace, "Envoy Gateway", panels),
  ];
}

const proxyResources = resources(["100m", "256Mi"], ["2", "1Gi"]);

// Envoy Gateway gives the container beside the proxy no limits, and has no option for them.
const shutdownManager = {
  type: "StrategicMerge",
  value: {
    spec: {
      template: {
        spec: { containers: [{ name: "shutdown-manager", resources: resources(["10m", "32Mi"], ["100m", "64Mi"]) }] },
      },
    },
  },
};

/** How the proxies of a gateway run. Source: Envoy Gateway v1.9, api/v1alpha1/envoyproxy_types.go. */
export function envoyProxyObject(
  context: AddonContext,
  name: string,
  gateway: GatewayOptions,
  { replicas, maxReplicas }: GatewayApiOptions,
): ObjectSpec {
  const pods = { ...proxyPods, "gateway.envoyproxy.io/owning-gateway-name": name };
  const { type, annotations, allowedCidrs } = reachOf(context, gateway);
  const kubernetes = {
    envoyDeployment: {
      ...(maxReplicas > replicas ? {} : { replicas }),
      container: {
        image: `${context.image("docker.io/envoyproxy/envoy")}:${envoyProxyImage}`,
        resources: proxyResources,
        securityContext: { ...restrictedContainer, runAsUser: 65532, runAsGroup: 65532, readOnlyRootFilesystem: false },
      },
      pod: {
        priorityClassName: context.priorityClass.critical,
        affinity: apart(pods),
        topologySpreadConstraints: [zoneSpread(pods)],
        nodeSelector: linux,
      },
      patch: shutdownManager,
    },
    ...(maxReplicas > replicas ? { envoyHpa: { minReplicas: replicas, maxReplicas } } : {}),
    ...(replicas > 1 ? { envoyPDB: { maxUnavailable: 1 } } : {}),
    envoyService: {
      type,
      annotations,
      ...(allowedCidrs.length === 0 ? {} : { loadBalancerSourceRanges: allowedCidrs }),
    },
  };
  return {
    name: `proxy-${name}`,
    apiVersion: "gateway.envoyproxy.io/v1alpha1",
    kind: "EnvoyProxy",
    metadata: { name, namespace },
    fields: { spec: { provider: { type: "Kubernetes", kubernetes } } },
    after: [release.envoy],
  };
}

/** What Envoy Gateway is told of a gateway. */
export function envoySpec(name: string): GatewaySpec {
  return {
    className: classNames.envoy,
    infrastructure: { parametersRef: { group: "gateway.envoyproxy.io", kind: "EnvoyProxy", name } },
    after: ["class", `proxy-${name}`],
  };
}
