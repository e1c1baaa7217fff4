import type { Addon } from "./addon";
import { argocd } from "./argocd";
import { argoRollouts } from "./argoRollouts";
import { awsLoadBalancerController } from "./awsLoadBalancerController";
import { certManager } from "./certManager";
import { clusterApi } from "./clusterApi";
import { clusterAutoscaler } from "./clusterAutoscaler";
import { custom } from "./custom";
import { externalDns } from "./externalDns";
import { externalSecrets } from "./externalSecrets";
import { flux } from "./flux";
import { gatekeeper } from "./gatekeeper";
import { gatewayApi } from "./gatewayApi";
import { istio } from "./istio";
import { karpenter } from "./karpenter";
import { keda } from "./keda";
import { linkerd } from "./linkerd";
import { litmus } from "./litmus";
import { loki } from "./loki";
import { metricsServer } from "./metricsServer";
import { opencost } from "./opencost";
import { opentelemetry } from "./opentelemetry";
import { prometheus } from "./prometheus";
import { pulumiOperator } from "./pulumiOperator";
import { tekton } from "./tekton";
import { tempo } from "./tempo";
import { trivyOperator } from "./trivyOperator";
import { vault } from "./vault";
import { velero } from "./velero";
import { verticalPodAutoscaler } from "./verticalPodAutoscaler";

/** Every add-on. A new one is one file and one line here. */
const list: readonly Addon[] = [
  argoRollouts,
  argocd,
  awsLoadBalancerController,
  certManager,
  clusterApi,
  clusterAutoscaler,
  custom,
  externalDns,
  externalSecrets,
  flux,
  gatekeeper,
  gatewayApi,
  istio,
  karpenter,
  keda,
  linkerd,
  litmus,
  loki,
  metricsServer,
  opencost,
  opentelemetry,
  prometheus,
  pulumiOperator,
  tekton,
  tempo,
  trivyOperator,
  vault,
  velero,
  verticalPodAutoscaler,
];

/** The catalogue by name, in alphabetical order. */
export const catalog: Readonly<Record<string, Addon>> = Object.fromEntries(
  [...list].sort((a, b) => (a.name < b.name ? -1 : 1)).map((addon) => [addon.name, addon]),
);
