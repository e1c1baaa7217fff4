import type { SimulatedCloud } from "../../cloud";
import { reach } from "../../inputs";
import type { SimulatedResource } from "../../model";
import { chartOf, clusterAt, releasesAt, releaseType } from "./places";

/** A chart that brings definitions of custom resources. */
interface Definer {
  readonly groups: readonly string[];
  /** True when they stay after an uninstall: in the chart's crds folder, or with Helm's policy to keep them. */
  readonly kept: boolean;
  /** A value that switches them on, when they are off by default. */
  readonly on?: string;
  /** A value that switches them off. */
  readonly off?: string;
}

// Source: each chart's crds folder, templates and values.yaml.
const definers: Readonly<Record<string, Definer>> = {
  "argo-cd": { groups: ["argoproj.io"], kept: true, off: "crds.install" },
  "argo-rollouts": { groups: ["argoproj.io"], kept: true, off: "installCRDs" },
  "argo-events": { groups: ["argoproj.io"], kept: true, off: "crds.install" },
  "argo-workflows": { groups: ["argoproj.io"], kept: true, off: "crds.install" },
  "aws-load-balancer-controller": { groups: ["elbv2.k8s.aws", "gateway.k8s.aws", "aga.k8s.aws"], kept: true },
  base: {
    groups: ["extensions.istio.io", "networking.istio.io", "security.istio.io", "telemetry.istio.io"],
    kept: true,
  },
  "cert-manager": { groups: ["cert-manager.io", "acme.cert-manager.io"], kept: true, on: "crds.enabled" },
  "external-dns": { groups: ["externaldns.k8s.io"], kept: true },
  "external-secrets": {
    groups: ["external-secrets.io", "generators.external-secrets.io"],
    // By our values, which ask Helm to keep them.
    kept: true,
    off: "installCRDs",
  },
  flux2: {
    groups: ["helm", "image", "kustomize", "notification", "source"].map((kind) => `${kind}.toolkit.fluxcd.io`),
    // By the annotation that our values put on them.
    kept: true,
    off: "installCRDs",
  },
  gatekeeper: {
    groups: ["config", "constraints", "expansion", "externaldata", "mutations", "templates"].map(
      (kind) => `${kind}.gatekeeper.sh`,
    ),
    kept: true,
  },
  "gateway-api-crds": { groups: ["gateway.networking.k8s.io"], kept: true },
  "gateway-helm": { groups: ["gateway.envoyproxy.io"], kept: true, off: "crds.enabled" },
  karpenter: { groups: ["karpenter.sh", "karpenter.k8s.aws"], kept: true },
  "karpenter-crd": { groups: ["karpenter.sh", "karpenter.k8s.aws"], kept: false },
  keda: { groups: ["keda.sh", "eventing.keda.sh"], kept: false, off: "crds.install" },
  "kube-prometheus-stack": { groups: ["monitoring.coreos.com"], kept: true, off: "crds.enabled" },
  "prometheus-operator-crds": { groups: ["monitoring.coreos.com"], kept: false },
  kyverno: {
    groups: ["kyverno.io", "policies.kyverno.io", "reports.kyverno.io", "wgpolicyk8s.io"],
    kept: false,
    off: "crds.install",
  },
  "linkerd-crds": { groups: ["linkerd.io", "policy.linkerd.io", "workload.linkerd.io"], kept: false },
  "trust-manager": { groups: ["trust.cert-manager.io"], kept: true, off: "crds.enabled" },
  "litmus-core": { groups: ["litmuschaos.io"], kept: true },
  "opentelemetry-operator": { groups: ["opentelemetry.io"], kept: true, off: "crds.create" },
  "pulumi-kubernetes-operator": { groups: ["pulumi.com", "auto.pulumi.com"], kept: true },
  "cluster-api-operator": { groups: ["operator.cluster.x-k8s.io"], kept: false },
  "snapshot-controller": { groups: ["snapshot.storage.k8s.io", "groupsnapshot.storage.k8s.io"], kept: true },
  "tekton-operator": { groups: ["operator.tekton.dev"], kept: false, off: "installCRDs" },
  "trivy-operator": { groups: ["aquasecurity.github.io"], kept: true },
  velero: { groups: ["velero.io"], kept: true },
};

/**
 * A group's controller, whose finalizers are on what is in the group. Sources: Karpenter documentation, "Disruption";
 * Flux, "Kustomization" and "HelmRelease" (deletion); the operators' own code.
 */
const finalizers: Readonly<Record<string, string>> = {
  "helm.toolkit.fluxcd.io": "flux2",
  "karpenter.k8s.aws": "karpenter",
  "karpenter.sh": "karpenter",
  "kustomize.toolkit.fluxcd.io": "flux2",
  "operator.cluster.x-k8s.io": "cluster-api-operator",
  "operator.tekton.dev": "tekton-operator",
};

// Groups that every API server has. Source: the Kubernetes API reference.
const builtIn = [
  "admissionregistration.k8s.io",
  "apiextensions.k8s.io",
  "apiregistration.k8s.io",
  "apps",
  "authentication.k8s.io",
  "authorization.k8s.io",
  "autoscaling",
  "batch",
  "certificates.k8s.io",
  "coordination.k8s.io",
  "core",
  "discovery.k8s.io",
  "events.k8s.io",
  "flowcontrol.apiserver.k8s.io",
  "helm.sh",
  "networking.k8s.io",
  "node.k8s.io",
  "policy",
  "rbac.authorization.k8s.io",
  "scheduling.k8s.io",
  "storage.k8s.io",
];

/** The API group of a type token, such as `argoproj.io` of `kubernetes:argoproj.io/v1alpha1:Application`. */
export function groupOf(type: string): string {
  return type.split(":")[1]?.split("/")[0] ?? "";
}

/** True for kinds whose definition we know where to find. */
export function isKnownGroup(group: string): boolean {
  return builtIn.includes(group) || Object.values(definers).some(({ groups }) => groups.includes(group));
}

/** What a release's chart defines. */
function definedBy(release: Pick<SimulatedResource, "inputs">): Definer | undefined {
  const found = definers[chartOf(release)];
  if (found === undefined) return undefined;
  const value = (path: string | undefined) =>
    path === undefined ? undefined : reach(release.inputs, `values.${path}`)[0];
  const isOff = value(found.off) === false || (found.on !== undefined && value(found.on) !== true);
  const annotations = Object.values(value("crds.annotations") ?? {});
  return isOff ? undefined : { ...found, kept: found.kept || annotations.includes("keep") };
}

/** True when a release's chart brings the definitions of an API group. */
export function definesGroup(release: Pick<SimulatedResource, "inputs">, group: string): boolean {
  return definedBy(release)?.groups.includes(group) ?? false;
}

// Google's clusters bring the Gateway API unless told not to.
function gatewaysDefinedByCluster(group: string, cloud: SimulatedCloud, home: string): boolean {
  const cluster = clusterAt(cloud, home);
  if (group !== "gateway.networking.k8s.io" || cluster?.type !== "gcp:container/cluster:Cluster") return false;
  return reach(cluster.inputs, "gatewayApiConfig.channel")[0] === "CHANNEL_STANDARD";
}

// Snapshots come with the managed control planes of Azure and Google, and with an add-on of EKS.
function definedByCluster(group: string, cloud: SimulatedCloud, home: string): boolean {
  const cluster = clusterAt(cloud, home);
  if (!group.endsWith("snapshot.storage.k8s.io") || cluster === undefined) return cluster === undefined;
  if (cluster.type !== "aws:eks/cluster:Cluster") return true;
  return cloud.resources.some(({ type, inputs }) => {
    return (
      type === "aws:eks/addon:Addon" && inputs.clusterName === cluster.id && inputs.addonName === "snapshot-controller"
    );
  });
}

/** Why the API server does not know a kind: no release has brought its definition, or it went with one. */
export function kindMissing(type: string, cloud: SimulatedCloud, home: string): readonly string[] {
  const group = groupOf(type);
  if (builtIn.includes(group) || !isKnownGroup(group)) return [];
  const kept = cloud.left.filter(
    (one) => one.type === releaseType && one.home === home && definedBy(one)?.kept === true,
  );
  const isDefined = [...releasesAt(cloud, home), ...kept].some((one) => definedBy(one)?.groups.includes(group));
  const isSnapshot = group.endsWith("snapshot.storage.k8s.io");
  if (gatewaysDefinedByCluster(group, cloud, home)) return [];
  if (isDefined || (isSnapshot && definedByCluster(group, cloud, home))) return [];
  const [, groupVersion = "", kind = ""] = type.split(":");
  return [`no matches for kind "${kind}" in version "${groupVersion}"`];
}

/** True for an object that goes with a release, as its definition does. */
export function goesWithDefinition(release: SimulatedResource, other: SimulatedResource): boolean {
  const defined = definedBy(release);
  if (defined === undefined || defined.kept || other.home !== release.home) return false;
  return other.type.startsWith("kubernetes:") && defined.groups.includes(groupOf(other.type));
}

/** Why an object does not go: it waits for a controller that is not there any more. */
export function waitsForController(object: SimulatedResource, cloud: SimulatedCloud): readonly string[] {
  const group = groupOf(object.type);
  const own = reach(object.inputs, "metadata.finalizers.*");
  const chart = finalizers[group] ?? (group === "argoproj.io" && own.length > 0 ? "argo-cd" : undefined);
  // A finalizer of whom nobody knows: nothing here takes it off.
  if (chart === undefined && own.length > 0)
    return [`timed out waiting for ${object.id} to be deleted: it has finalizers: ${own.join(", ")}`];
  if (chart === undefined || releasesAt(cloud, object.home).some((release) => chartOf(release) === chart)) return [];
  return [
    `timed out waiting for ${object.id} to be deleted: it has finalizers, and ${chart} is not there to take them off`,
  ];
}
