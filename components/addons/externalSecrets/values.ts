import type { Grant } from "../../clusters/cluster";
import type { AddonContext, Values } from "../addon";
import { apart, zoneSpread } from "../parts/availability";
import { type Resources, resources } from "../parts/resources";
import { type Part, podsOf, release } from "./names";
import type { ExternalSecretsOptions } from "./options";

const sizes: Readonly<Record<Part, Resources>> = {
  "external-secrets": resources(["50m", "128Mi"], ["500m", "512Mi"]),
  "external-secrets-webhook": resources(["25m", "64Mi"], ["250m", "256Mi"]),
  "external-secrets-cert-controller": resources(["25m", "64Mi"], ["250m", "256Mi"]),
};

function partValues(context: AddonContext, part: Part, replicas: number): Values {
  return {
    replicaCount: replicas,
    image: { repository: context.image("ghcr.io/external-secrets/external-secrets") },
    resources: sizes[part],
    podDisruptionBudget: replicas > 1 ? { enabled: true, maxUnavailable: 1 } : { enabled: false },
    topologySpreadConstraints: [zoneSpread(podsOf(part))],
    affinity: apart(podsOf(part)),
    priorityClassName: context.priorityClass.critical,
  };
}

/** The chart's values. Its pods are at the level restricted by the chart's own security contexts. */
export function chartValues(context: AddonContext, { replicas }: ExternalSecretsOptions, grant: Grant): Values {
  return {
    ...partValues(context, "external-secrets", replicas),
    leaderElect: true,
    // With the definitions would go every ExternalSecret, and by its owner each Secret that it made.
    crds: { annotations: { "helm.sh/resource-policy": "keep" } },
    serviceAccount: { create: true, name: release, annotations: grant.annotations, extraLabels: grant.labels },
    podLabels: grant.podLabels,
    // To make tokens of any service account is to be any of them. The stores need none but the controller's own.
    rbac: { serviceAccountTokenCreate: false },
    // The rights in the cloud are to read, so nothing is written back.
    processPushSecret: false,
    processClusterPushSecret: false,
    livenessProbe: { enabled: true },
    readinessProbe: { enabled: true },
    webhook: partValues(context, "external-secrets-webhook", replicas),
    certController: partValues(context, "external-secrets-cert-controller", replicas),
    // Prometheus comes before, so its definitions are there and nothing has to be detected.
    serviceMonitor: { enabled: context.on("prometheus"), renderMode: "alwaysRender" },
  };
}
