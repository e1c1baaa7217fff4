/**
 * Every chart that we install: repository and pinned version. The only place where a chart's version stands.
 * Sources: each chart's own Chart.yaml at the version given, and its README for the repository.
 */
export const charts = {
  "argo-cd": { repository: "https://argoproj.github.io/argo-helm", chart: "argo-cd", version: "10.1.1" },
  "istio-base": { repository: "https://istio-release.storage.googleapis.com/charts", chart: "base", version: "1.30.3" },
  istiod: { repository: "https://istio-release.storage.googleapis.com/charts", chart: "istiod", version: "1.30.3" },
  "istio-cni": { repository: "https://istio-release.storage.googleapis.com/charts", chart: "cni", version: "1.30.3" },
  "istio-ztunnel": {
    repository: "https://istio-release.storage.googleapis.com/charts",
    chart: "ztunnel",
    version: "1.30.3",
  },
  "istio-gateway": {
    repository: "https://istio-release.storage.googleapis.com/charts",
    chart: "gateway",
    version: "1.30.3",
  },
  "cert-manager": { repository: "oci://quay.io/jetstack/charts", chart: "cert-manager", version: "v1.21.1" },
  "external-secrets": {
    repository: "https://charts.external-secrets.io",
    chart: "external-secrets",
    version: "2.9.0",
  },
  gatekeeper: {
    repository: "https://open-policy-agent.github.io/gatekeeper/charts",
    chart: "gatekeeper",
    version: "3.23.0",
  },
  "kube-prometheus-stack": {
    repository: "oci://ghcr.io/prometheus-community/charts",
    chart: "kube-prometheus-stack",
    version: "88.5.3",
  },
  // The definitions of the operator that kube-prometheus-stack has: both charts name it as their appVersion, v0.93.1.
  "prometheus-operator-crds": {
    repository: "oci://ghcr.io/prometheus-community/charts",
    chart: "prometheus-operator-crds",
    version: "31.0.1",
  },
  vcluster: { repository: "https://charts.loft.sh", chart: "vcluster", version: "0.36.1" },
  "trivy-operator": {
    repository: "https://aquasecurity.github.io/helm-charts",
    chart: "trivy-operator",
    version: "0.34.0",
  },
  vault: { repository: "https://helm.releases.hashicorp.com", chart: "vault", version: "0.34.1" },
  velero: { repository: "https://vmware-tanzu.github.io/helm-charts", chart: "velero", version: "12.1.0" },
  "aws-load-balancer-controller": {
    repository: "https://aws.github.io/eks-charts",
    chart: "aws-load-balancer-controller",
    version: "3.5.0",
  },
  "envoy-gateway": { repository: "oci://docker.io/envoyproxy", chart: "gateway-helm", version: "v1.9.0" },
  "gateway-api-crds": {
    repository: "https://charts.christianhuth.de",
    chart: "gateway-api-crds",
    version: "1.2.3",
  },
  keda: { repository: "https://kedacore.github.io/charts", chart: "keda", version: "2.20.2" },
  "metrics-server": {
    repository: "https://kubernetes-sigs.github.io/metrics-server",
    chart: "metrics-server",
    version: "3.13.1",
  },
  "vertical-pod-autoscaler": {
    repository: "https://kubernetes.github.io/autoscaler",
    chart: "vertical-pod-autoscaler",
    version: "0.11.0",
  },
  "external-dns": {
    repository: "https://kubernetes-sigs.github.io/external-dns",
    chart: "external-dns",
    version: "1.21.1",
  },
  "cluster-autoscaler": {
    repository: "https://kubernetes.github.io/autoscaler",
    chart: "cluster-autoscaler",
    version: "9.59.0",
  },
  karpenter: { repository: "oci://public.ecr.aws/karpenter", chart: "karpenter", version: "1.13.0" },
  "karpenter-crd": { repository: "oci://public.ecr.aws/karpenter", chart: "karpenter-crd", version: "1.13.0" },
  "argo-rollouts": { repository: "https://argoproj.github.io/argo-helm", chart: "argo-rollouts", version: "2.41.0" },
  "linkerd-control-plane": {
    repository: "https://helm.linkerd.io/edge",
    chart: "linkerd-control-plane",
    version: "2026.8.3",
  },
  "linkerd-crds": { repository: "https://helm.linkerd.io/edge", chart: "linkerd-crds", version: "2026.8.3" },
  "linkerd2-cni": { repository: "https://helm.linkerd.io/edge", chart: "linkerd2-cni", version: "2026.8.3" },
  "linkerd-viz": { repository: "https://helm.linkerd.io/edge", chart: "linkerd-viz", version: "2026.8.3" },
  "trust-manager": { repository: "oci://quay.io/jetstack/charts", chart: "trust-manager", version: "v0.24.0" },
  "tekton-operator": {
    repository: "oci://ghcr.io/tektoncd/operator/charts",
    chart: "tekton-operator",
    version: "0.81.1",
  },
  "litmus-core": {
    repository: "https://litmuschaos.github.io/litmus-helm",
    chart: "litmus-core",
    version: "3.29.0",
  },
  "pulumi-kubernetes-operator": {
    repository: "oci://ghcr.io/pulumi/helm-charts",
    chart: "pulumi-kubernetes-operator",
    version: "2.9.0",
  },
  "cluster-api-operator": {
    repository: "https://kubernetes-sigs.github.io/cluster-api-operator",
    chart: "cluster-api-operator",
    version: "0.28.0",
  },
  flux2: { repository: "https://fluxcd-community.github.io/helm-charts", chart: "flux2", version: "2.18.3" },
  loki: { repository: "https://grafana-community.github.io/helm-charts", chart: "loki", version: "18.11.0" },
  alloy: { repository: "https://grafana.github.io/helm-charts", chart: "alloy", version: "1.11.1" },
  tempo: { repository: "https://grafana-community.github.io/helm-charts", chart: "tempo", version: "2.2.4" },
  "opentelemetry-operator": {
    repository: "https://open-telemetry.github.io/opentelemetry-helm-charts",
    chart: "opentelemetry-operator",
    version: "0.122.0",
  },
  opencost: { repository: "https://opencost.github.io/opencost-helm-chart", chart: "opencost", version: "2.5.17" },
} as const satisfies Readonly<Record<string, ChartPin>>;

export interface ChartPin {
  /** An https:// repository, or the oci:// folder that the chart is in. */
  readonly repository: string;
  /** The chart's name in the repository. */
  readonly chart: string;
  readonly version: string;
}

export type ChartName = keyof typeof charts;

/**
 * The image tag of busybox, where a chart would take `latest`. Source: the tag that the Grafana chart 12.11.1 pins
 * (values.yaml, initChownData.image).
 */
export const busybox = "1.38.0";

/**
 * The image tag of each Velero plugin. Sources: the compatibility table in each plugin's README (v1.14.x for Velero
 * v1.18.x) and the list of its releases.
 */
export const veleroPlugins = {
  "velero-plugin-for-aws": "v1.14.2",
  "velero-plugin-for-microsoft-azure": "v1.14.2",
  "velero-plugin-for-gcp": "v1.14.2",
} as const;

/** The image tag of Litmus's operator, runner, exporter and experiments. Source: litmus-core 3.29.0, values.yaml. */
export const litmusImage = "3.29.0";

/**
 * The image tag of Argo Rollouts' plugin for the Gateway API. Source: the releases of
 * argoproj-labs/rollouts-plugin-trafficrouter-gatewayapi, whose images carry the release's name.
 */
export const rolloutsGatewayPlugin = "v0.9.0";

/** The image tag of Vault: its servers and what runs beside them. Source: the vault chart 0.34.1, appVersion. */
export const vaultImage = "2.0.4";

/** The image tag of the proxies that Envoy Gateway starts. Source: Envoy Gateway, "Compatibility Matrix". */
export const envoyProxyImage = "distroless-v1.39.0";

/** The image tag of Envoy's rate limiter. Source: the gateway-helm chart v1.9.0, values.yaml. */
export const envoyRateLimitImage = "17b1956c";

/**
 * The releases of Cluster API's parts, which are their image tags too. Sources: go.mod of cluster-api-operator v0.28.0
 * for the core; the releases of each provider of the core's contract; cluster-api-provider-azure v1.26.0,
 * config/aso/kustomization.yaml, for Azure's own operator.
 */
export const clusterApiReleases = {
  operator: "v0.28.0",
  core: "v1.12.10",
  aws: "v2.11.1",
  azure: "v1.26.0",
  gcp: "v1.12.0",
  azureServiceOperator: "v2.18.0",
} as const;

/** The image tag of Velero. Source: the velero chart 12.1.0, values.yaml (image.tag). */
export const veleroImage = "v1.18.1";

/** Until when a Kubernetes minor is supported: dates as `YYYY-MM-DD`, the last day included. */
export interface SupportWindow {
  readonly until: string;
  /** Until when it is supported for an extra charge, where the cloud sells that. */
  readonly extendedUntil?: string;
}

/**
 * The Kubernetes minors that a cluster may have, oldest first, each with its support window. Sources: "Understand the
 * Kubernetes version lifecycle on EKS"; "Supported Kubernetes versions in AKS"; "GKE release schedule"; the Kubernetes
 * project's "Releases" page for clusters of other origin. Read in August 2026.
 */
export const kubernetesVersions = {
  eks: {
    "1.32": { until: "2026-03-23", extendedUntil: "2027-03-23" },
    "1.33": { until: "2026-07-29", extendedUntil: "2027-07-29" },
    "1.34": { until: "2026-12-02", extendedUntil: "2027-12-02" },
    "1.35": { until: "2027-03-27", extendedUntil: "2028-03-27" },
    "1.36": { until: "2027-08-02", extendedUntil: "2028-08-02" },
  },
  aks: {
    "1.34": { until: "2026-11-30" },
    "1.35": { until: "2027-03-31" },
    "1.36": { until: "2027-06-30" },
  },
  gke: {
    "1.34": { until: "2026-10-01" },
    "1.35": { until: "2027-04-11" },
    "1.36": { until: "2027-08-09" },
  },
  existing: {
    "1.32": { until: "2026-02-28" },
    "1.33": { until: "2026-06-28" },
    "1.34": { until: "2026-10-27" },
    "1.35": { until: "2027-02-28" },
    "1.36": { until: "2027-06-28" },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, SupportWindow>>>>;

/**
 * The tag of ghcr.io/loft-sh/kubernetes for each Kubernetes minor of a virtual cluster. Source: the default of the vcluster
 * chart (controlPlane.distro.k8s.image) in 0.31.0, 0.34.7 and 0.36.1.
 */
export const virtualKubernetesImages: Readonly<Record<string, string>> = {
  "1.34": "v1.34.0",
  "1.35": "v1.35.0",
  "1.36": "v1.36.0",
};

/** The EKS add-ons of one Kubernetes minor, each at a version that the other ones of the row are released for. */
export type EksAddonVersions = Readonly<
  Record<
    "vpc-cni" | "eks-pod-identity-agent" | "kube-proxy" | "coredns" | "aws-ebs-csi-driver" | "snapshot-controller",
    string
  >
>;

// Add-ons whose one version goes with every minor in the table below.
const eksAddonsOfAnyMinor = {
  "vpc-cni": "v1.22.4-eksbuild.3",
  "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
  "aws-ebs-csi-driver": "v1.63.1-eksbuild.1",
  "snapshot-controller": "v8.5.0-eksbuild.3",
} as const;

/**
 * EKS add-on versions by Kubernetes minor. Source: `aws eks describe-addon-versions --kubernetes-version …`, as printed
 * in public repositories in August 2026; the tables of "Manage kube-proxy in Amazon EKS clusters" and "Manage CoreDNS
 * for DNS in Amazon EKS clusters" (EKS User Guide) for the minor that each belongs to.
 */
export const eksAddons: Readonly<Record<keyof (typeof kubernetesVersions)["eks"], EksAddonVersions>> = {
  "1.32": { ...eksAddonsOfAnyMinor, "kube-proxy": "v1.32.13-eksbuild.21", coredns: "v1.11.4-eksbuild.40" },
  "1.33": { ...eksAddonsOfAnyMinor, "kube-proxy": "v1.33.10-eksbuild.18", coredns: "v1.12.4-eksbuild.18" },
  "1.34": { ...eksAddonsOfAnyMinor, "kube-proxy": "v1.34.6-eksbuild.18", coredns: "v1.12.4-eksbuild.18" },
  "1.35": { ...eksAddonsOfAnyMinor, "kube-proxy": "v1.35.3-eksbuild.18", coredns: "v1.14.3-eksbuild.3" },
  "1.36": { ...eksAddonsOfAnyMinor, "kube-proxy": "v1.36.0-eksbuild.14", coredns: "v1.14.3-eksbuild.3" },
};

/**
 * The oldest and the newest Kubernetes minor that each GKE release channel offers for new clusters. Source: GKE's
 * release notes, "Current versions".
 */
export const gkeChannels = {
  rapid: { oldest: "1.34", newest: "1.37" },
  regular: { oldest: "1.34", newest: "1.36" },
  stable: { oldest: "1.34", newest: "1.35" },
  extended: { oldest: "1.31", newest: "1.36" },
} as const;

/**
 * The image tag of Cluster Autoscaler for each Kubernetes minor: its scheduler is that of the minor, so the two go
 * together. Source: cluster-autoscaler, README ("Releases"), and the tags of registry.k8s.io/autoscaling/cluster-autoscaler.
 */
export const clusterAutoscalerImages: Readonly<Record<keyof (typeof kubernetesVersions)["eks"], string>> = {
  "1.32": "v1.32.0",
  "1.33": "v1.33.0",
  "1.34": "v1.34.0",
  "1.35": "v1.35.0",
  "1.36": "v1.36.0",
};

/** The version of helm that charts are rendered with where there is no other. Source: the releases of helm/helm. */
export const helmVersion = "3.22.0";
