import { rolloutsGatewayPlugin } from "../../versions";
import type { AddonContext, Values } from "../addon";
import { zoneSpread } from "../parts/availability";
import { resources } from "../parts/resources";
import { restrictedContainer, restrictedPod } from "../parts/security";
import type { ArgoRolloutsOptions } from ".";
import { controllerPods } from "./names";

/** Values of the argo-rollouts chart. Source: its values.yaml and templates. */
export function chartValues(context: AddonContext, options: ArgoRolloutsOptions): Values {
  const monitored = context.on("prometheus");
  const routes = shiftsRoutes(context, options);
  const priorityClassName = context.priorityClass.standard;
  return {
    // With the definitions would go every rollout, and with each its pods.
    installCRDs: true,
    keepCRDs: true,
    podSecurityContext: restrictedPod,
    containerSecurityContext: restrictedContainer,
    controller: {
      replicas: options.replicas,
      image: image(context, "quay.io/argoproj/argo-rollouts"),
      resources: resources(["100m", "128Mi"], ["1", "512Mi"]),
      priorityClassName,
      logging: { format: "json" },
      topologySpreadConstraints: [zoneSpread(controllerPods)],
      pdb: options.replicas > 1 ? { enabled: true, maxUnavailable: 1 } : { enabled: false },
      metrics: { enabled: true, serviceMonitor: { enabled: monitored } },
      ...(routes ? gatewayPlugin(context) : {}),
    },
    providerRBAC: { enabled: true, providers: providers(context, routes) },
    dashboard: options.dashboard
      ? {
          enabled: true,
          readonly: true,
          image: image(context, "quay.io/argoproj/kubectl-argo-rollouts"),
          resources: resources(["20m", "64Mi"], ["200m", "128Mi"]),
          priorityClassName,
          podSecurityContext: restrictedPod,
          containerSecurityContext: restrictedContainer,
        }
      : { enabled: false },
  };
}

/** True where traffic is shifted by routes of the Gateway API. */
export function shiftsRoutes(context: AddonContext, { gatewayApi }: ArgoRolloutsOptions): boolean {
  return gatewayApi ?? (context.on("linkerd") || context.on("gateway-api"));
}

// Rights on the traffic of what is there, and of nothing else.
function providers(context: AddonContext, routes: boolean): Values {
  return {
    istio: context.on("istio"),
    gatewayAPI: routes,
    awsLoadBalancerController: context.on("aws-load-balancer-controller"),
    traefik: context.on("traefik"),
    smi: false,
    ambassador: false,
    awsAppMesh: false,
    apisix: false,
    contour: false,
    glooPlatform: false,
  };
}

const folder = "/plugins";
const program = "rollouts-plugin-trafficrouter-gatewayapi";

/**
 * The plugin for the Gateway API, copied out of its image, which is pinned and mirrored like any other, rather than
 * loaded from the internet at each start. Source: the plugin's docs/installation.md.
 */
function gatewayPlugin(context: AddonContext): Values {
  const volumeMounts = [{ name: "gateway-plugin", mountPath: folder }];
  return {
    initContainers: [
      {
        name: "gateway-plugin",
        image: `${context.image(`ghcr.io/argoproj-labs/${program}`)}:${rolloutsGatewayPlugin}`,
        command: ["cp", `/bin/${program}`, folder],
        resources: resources(["20m", "32Mi"], ["200m", "128Mi"]),
        securityContext: restrictedContainer,
        volumeMounts,
      },
    ],
    trafficRouterPlugins: [{ name: "argoproj-labs/gatewayAPI", location: `file://${folder}/${program}` }],
    volumes: [{ name: "gateway-plugin", emptyDir: {} }],
    volumeMounts,
  };
}

// The chart takes an image in two parts.
function image(context: AddonContext, name: string): Values {
  const whole = context.image(name);
  const slash = whole.indexOf("/");
  return { registry: whole.slice(0, slash), repository: whole.slice(slash + 1) };
}
