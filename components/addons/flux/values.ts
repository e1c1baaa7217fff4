import type { AddonContext, Values } from "../addon";
import { apart, type Labels } from "../parts/availability";
import { type Resources, resources } from "../parts/resources";
import { podsOf } from "./names";
import type { FluxOptions } from "./options";

/** Applying and comparing takes memory by the number of objects; the rest is small. */
const sizes = {
  applying: resources(["100m", "256Mi"], ["1", "1Gi"]),
  fetching: resources(["100m", "256Mi"], ["1", "1Gi"]),
  telling: resources(["50m", "64Mi"], ["500m", "256Mi"]),
  once: resources(["50m", "64Mi"], ["500m", "256Mi"]),
} as const;

/**
 * Values of the flux2 chart. Multi-tenancy is locked down: an application is applied as a service account of its own, the
 * controllers may do nothing to the cluster by themselves, and nothing refers to another namespace's sources. Sources:
 * the chart's values.yaml and templates; Flux, "Multi-tenancy lockdown".
 */
export function chartValues(context: AddonContext, options: FluxOptions): Values {
  const { imageAutomation, replicas } = options;
  const controller = (image: string, size: Resources) => ({
    image: context.image(`ghcr.io/fluxcd/${image}`),
    resources: size,
    priorityClassName: context.priorityClass.standard,
  });
  const replicated = (name: string) => ({
    ...controller(name, sizes.applying),
    replicas,
    ...(replicas > 1 ? { affinity: spread(podsOf(name)) } : {}),
  });
  return {
    // With the definitions would go what Flux follows, and what it holds by a finalizer would never end.
    crds: {
      annotations: { "helm.sh/resource-policy": "keep" },
      migration: { enabled: true, resources: sizes.once },
    },
    multitenancy: { enabled: true, privileged: false, defaultServiceAccount: "default" },
    cli: { image: context.image("ghcr.io/fluxcd/flux-cli"), resources: sizes.once },
    kustomizeController: {
      ...replicated("kustomize-controller"),
      // What is applied stands in the repository, not in bases fetched from elsewhere.
      container: { additionalArgs: ["--no-remote-bases=true"] },
    },
    helmController: replicated("helm-controller"),
    notificationController: controller("notification-controller", sizes.telling),
    sourceController: controller("source-controller", sizes.fetching),
    imageAutomationController: {
      create: imageAutomation,
      ...controller("image-automation-controller", sizes.telling),
    },
    imageReflectionController: { create: imageAutomation, ...controller("image-reflector-controller", sizes.telling) },
    sourceWatcher: { create: false },
    // Ours are stricter: the chart's let pods out to anywhere.
    policies: { create: false },
    logLevel: options.logLevel,
    prometheus: { podMonitor: { create: context.on("prometheus") } },
  };
}

// The chart has no topology spread constraints, so replicas keep apart by affinity: by zone, and by node within one.
function spread(pods: Labels): Values {
  return apart(pods, [
    { place: "node", weight: 100 },
    { place: "zone", weight: 50 },
  ]);
}
