import type { Grant } from "../../clusters/cluster";
import type { AddonContext, Values } from "../addon";
import { apart, zoneSpread } from "../parts/availability";
import { type Resources, resources } from "../parts/resources";
import { type Component, namespace, podsOf, release } from "./names";
import type { CertManagerOptions } from "./options";

/** What a part's container takes. The controller and the injector hold the cluster's certificates in memory. */
const sizes: Readonly<Record<Component, Resources>> = {
  controller: resources(["50m", "128Mi"], ["500m", "512Mi"]),
  webhook: resources(["25m", "64Mi"], ["250m", "256Mi"]),
  cainjector: resources(["25m", "128Mi"], ["250m", "512Mi"]),
};

function part(component: Component, replicas: number): Values {
  return {
    replicaCount: replicas,
    resources: sizes[component],
    podDisruptionBudget:
      replicas > 1
        ? { enabled: true, maxUnavailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow" }
        : { enabled: false },
    topologySpreadConstraints: [zoneSpread(podsOf(component))],
    affinity: apart(podsOf(component)),
  };
}

/** The chart's values. Its pods are at the level restricted by the chart's own security contexts. */
export function chartValues(context: AddonContext, { replicas }: CertManagerOptions, grant: Grant): Values {
  const image = (name: string): Values => ({ image: { repository: context.image(`quay.io/jetstack/${name}`) } });
  return {
    global: {
      priorityClassName: context.priorityClass.critical,
      // The leases are in the own namespace: GKE's Autopilot lets nobody write to kube-system.
      leaderElection: { namespace },
    },
    // With the definitions would go every certificate and, by their owners, what was made of them.
    crds: { enabled: true, keep: true },
    ...part("controller", replicas),
    ...image("cert-manager-controller"),
    serviceAccount: { create: true, name: release, annotations: grant.annotations, labels: grant.labels },
    podLabels: grant.podLabels,
    webhook: { ...part("webhook", replicas), ...image("cert-manager-webhook") },
    cainjector: { ...part("cainjector", replicas), ...image("cert-manager-cainjector") },
    acmesolver: image("cert-manager-acmesolver"),
    // The release counts as there once the webhook answers, so that what comes after finds it.
    startupapicheck: {
      resources: resources(["10m", "32Mi"], ["100m", "128Mi"]),
      ...image("cert-manager-startupapicheck"),
    },
    prometheus: { servicemonitor: { enabled: context.on("prometheus") } },
  };
}
