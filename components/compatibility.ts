import semver from "semver";

/** Which Kubernetes versions some versions of an add-on work with. */
export interface Compatibility {
  /** Versions of the add-on's main chart, as a semver range. */
  readonly chart: string;
  /** Kubernetes versions, as a semver range. */
  readonly kubernetes: string;
  /** Where that stands. */
  readonly source: string;
}

/**
 * Which Kubernetes versions each add-on works with, by the version of its main chart. An upper bound is the newest minor
 * that the project itself tests; without one, the project names none.
 */
export const compatibility: Readonly<Record<string, readonly Compatibility[]>> = {
  "argo-rollouts": [
    {
      chart: ">=2.41.0 <2.42.0",
      kubernetes: ">=1.32.0 <1.36.0",
      source: "Argo Rollouts 1.9, .github/workflows/testing.yaml: the minors that its tests run on",
    },
  ],
  argocd: [{ chart: ">=10.0.0 <11.0.0", kubernetes: ">=1.25.0", source: "argo-cd, Chart.yaml: kubeVersion" }],
  "aws-load-balancer-controller": [
    {
      chart: ">=1.5.0 <4.0.0",
      kubernetes: ">=1.22.0",
      source: 'aws-load-balancer-controller, docs/deploy/installation.md, "Supported Kubernetes versions"',
    },
  ],
  "cert-manager": [
    {
      chart: ">=1.21.0 <1.22.0",
      kubernetes: ">=1.33.0 <1.37.0",
      source: 'cert-manager, "Supported Releases": 1.21',
    },
  ],
  "cluster-autoscaler": [
    {
      chart: ">=9.50.0 <10.0.0",
      kubernetes: ">=1.32.0 <1.37.0",
      source: "the minors that versions.ts has an image of Cluster Autoscaler for",
    },
  ],
  "external-dns": [
    {
      chart: ">=1.18.0 <2.0.0",
      kubernetes: ">=1.21.0",
      source: 'external-dns, README, "Kubernetes version compatibility": 0.18 and later',
    },
  ],
  "cluster-api-operator": [
    {
      chart: ">=0.28.0 <0.29.0",
      kubernetes: ">=1.31.0 <1.36.0",
      source: "Cluster API 1.12, The Cluster API Book: Kubernetes versions of management clusters",
    },
  ],
  flux: [
    {
      chart: ">=2.18.0 <2.19.0",
      kubernetes: ">=1.33.0 <1.36.0",
      source: "Flux 2.8, cmd/flux/check.go (what the chart's job asks before an install) and its supported versions",
    },
  ],
  "external-secrets": [
    {
      chart: ">=2.9.0 <2.10.0",
      kubernetes: ">=1.19.0 <1.37.0",
      source: 'external-secrets, Chart.yaml: kubeVersion; "Stability and Support": 2.9 is tested on 1.36',
    },
  ],
  "gateway-api": [
    {
      chart: ">=1.9.0 <1.10.0",
      kubernetes: ">=1.33.0 <1.37.0",
      source: 'Envoy Gateway, "Compatibility Matrix": 1.9 with Gateway API 1.6',
    },
  ],
  gatekeeper: [
    {
      chart: ">=3.23.0 <3.24.0",
      kubernetes: ">=1.31.0 <1.37.0",
      source: 'gatekeeper, "Supported Kubernetes Versions": those that Kubernetes supports; it is tested from 1.31 on',
    },
  ],
  istio: [
    {
      chart: ">=1.30.0 <1.31.0",
      kubernetes: ">=1.32.0 <1.37.0",
      source: "Istio 1.30.3, istioctl/pkg/install/k8sversion, and the newest minor that there was to test on",
    },
  ],
  karpenter: [
    {
      chart: ">=1.13.0 <1.14.0",
      kubernetes: ">=1.30.0 <1.37.0",
      source: 'karpenter-provider-aws, v1.13 "Compatibility"',
    },
  ],
  loki: [{ chart: ">=18.0.0 <19.0.0", kubernetes: ">=1.25.0", source: "loki, Chart.yaml: kubeVersion" }],
  linkerd: [
    {
      chart: ">=2026.8.0 <2026.9.0",
      kubernetes: ">=1.31.0 <1.37.0",
      source: "Linkerd edge-26.8.3, Chart.yaml: kubeVersion, and bin/_test-helpers.sh: the newest that it tests on",
    },
  ],
  litmus: [{ chart: ">=3.0.0 <4.0.0", kubernetes: ">=1.17.0", source: 'Litmus documentation, "Prerequisites"' }],
  keda: [
    {
      chart: ">=2.20.0 <2.21.0",
      kubernetes: ">=1.33.0 <1.36.0",
      source: 'KEDA 2.20, "Cluster": Kubernetes compatibility',
    },
  ],
  opencost: [{ chart: ">=2.0.0 <3.0.0", kubernetes: ">=1.21.0", source: "OpenCost documentation, Requirements" }],
  opentelemetry: [
    {
      chart: ">=0.121.0 <0.123.0",
      kubernetes: ">=1.25.0 <1.37.0",
      source: "opentelemetry-operator 0.158.0, docs/getting-started/compatibility.md",
    },
  ],
  "metrics-server": [
    {
      chart: ">=3.13.0 <4.0.0",
      kubernetes: ">=1.31.0",
      source: 'metrics-server 0.8, README, "Compatibility Matrix"',
    },
  ],
  prometheus: [{ chart: ">=80.0.0", kubernetes: ">=1.25.0", source: "kube-prometheus-stack, Chart.yaml: kubeVersion" }],
  tempo: [{ chart: ">=2.0.0 <3.0.0", kubernetes: ">=1.25.0", source: "tempo, README: Requirements" }],
  "trivy-operator": [
    {
      chart: ">=0.34.0 <0.35.0",
      kubernetes: ">=1.31.0",
      source: "trivy-operator 0.32.0, its builds: the oldest that it is tested on; it names no newest",
    },
  ],
  vault: [{ chart: ">=0.34.0 <0.35.0", kubernetes: ">=1.20.0", source: "vault-helm 0.34.1, Chart.yaml: kubeVersion" }],
  "pulumi-operator": [
    {
      chart: ">=2.9.0 <3.0.0",
      kubernetes: ">=1.30.0",
      source: "ValidatingAdmissionPolicy, in every API server from 1.30; the operator names no range of its own",
    },
  ],
  tekton: [
    {
      chart: ">=0.81.0 <0.82.0",
      kubernetes: ">=1.34.0",
      source: "tekton-operator, values.yaml: kubernetesMinVersion",
    },
  ],
  "vertical-pod-autoscaler": [
    {
      chart: ">=0.9.0 <1.0.0",
      kubernetes: ">=1.28.0",
      source: 'vertical-pod-autoscaler 1.7, docs/installation.md, "Compatibility"',
    },
  ],
  velero: [{ chart: ">=12.0.0 <13.0.0", kubernetes: ">=1.18.0", source: "Velero 1.18, README: compatibility" }],
};

/** What is known of a version of an add-on's main chart; undefined when nothing is. */
export function compatibilityOf(known: readonly Compatibility[], chartVersion: string): Compatibility | undefined {
  return known.find(({ chart }) => semver.satisfies(chartVersion, chart, { includePrerelease: true }));
}
