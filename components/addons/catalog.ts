import type { Addon } from "./addon";

/**
 * Every add-on by name. A new one is one file and one line here. Each is loaded when it is first asked for: a stack has a
 * few of them, and a plan is not to wait for the others.
 */
const loaders: Readonly<Record<string, () => Addon>> = {
  "argo-rollouts": () => (require("./argoRollouts") as typeof import("./argoRollouts")).argoRollouts,
  argocd: () => (require("./argocd") as typeof import("./argocd")).argocd,
  "aws-load-balancer-controller": () =>
    (require("./awsLoadBalancerController") as typeof import("./awsLoadBalancerController")).awsLoadBalancerController,
  "cert-manager": () => (require("./certManager") as typeof import("./certManager")).certManager,
  "cluster-api-operator": () => (require("./clusterApi") as typeof import("./clusterApi")).clusterApi,
  "cluster-autoscaler": () =>
    (require("./clusterAutoscaler") as typeof import("./clusterAutoscaler")).clusterAutoscaler,
  custom: () => (require("./custom") as typeof import("./custom")).custom,
  "external-dns": () => (require("./externalDns") as typeof import("./externalDns")).externalDns,
  "external-secrets": () => (require("./externalSecrets") as typeof import("./externalSecrets")).externalSecrets,
  flux: () => (require("./flux") as typeof import("./flux")).flux,
  gatekeeper: () => (require("./gatekeeper") as typeof import("./gatekeeper")).gatekeeper,
  "gateway-api": () => (require("./gatewayApi") as typeof import("./gatewayApi")).gatewayApi,
  istio: () => (require("./istio") as typeof import("./istio")).istio,
  karpenter: () => (require("./karpenter") as typeof import("./karpenter")).karpenter,
  keda: () => (require("./keda") as typeof import("./keda")).keda,
  linkerd: () => (require("./linkerd") as typeof import("./linkerd")).linkerd,
  litmus: () => (require("./litmus") as typeof import("./litmus")).litmus,
  loki: () => (require("./loki") as typeof import("./loki")).loki,
  "metrics-server": () => (require("./metricsServer") as typeof import("./metricsServer")).metricsServer,
  opencost: () => (require("./opencost") as typeof import("./opencost")).opencost,
  opentelemetry: () => (require("./opentelemetry") as typeof import("./opentelemetry")).opentelemetry,
  prometheus: () => (require("./prometheus") as typeof import("./prometheus")).prometheus,
  "pulumi-operator": () => (require("./pulumiOperator") as typeof import("./pulumiOperator")).pulumiOperator,
  tekton: () => (require("./tekton") as typeof import("./tekton")).tekton,
  tempo: () => (require("./tempo") as typeof import("./tempo")).tempo,
  "trivy-operator": () => (require("./trivyOperator") as typeof import("./trivyOperator")).trivyOperator,
  vault: () => (require("./vault") as typeof import("./vault")).vault,
  velero: () => (require("./velero") as typeof import("./velero")).velero,
  "vertical-pod-autoscaler": () =>
    (require("./verticalPodAutoscaler") as typeof import("./verticalPodAutoscaler")).verticalPodAutoscaler,
};

/** The catalogue by name, in alphabetical order. */
export const catalog: Readonly<Record<string, Addon>> = Object.defineProperties(
  {},
  Object.fromEntries(
    Object.entries(loaders)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, get]) => [name, { enumerable: true, get }]),
  ),
);
