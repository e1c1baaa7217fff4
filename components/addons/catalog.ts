import type { Addon } from "./addon";
import { argocd } from "./argocd";
import { argoRollouts } from "./argoRollouts";
import { awsLoadBalancerController } from "./awsLoadBalancerController";
import { certManager } from "./certManager";
import { clusterAutoscaler } from "./clusterAutoscaler";
import { externalDns } from "./externalDns";
import { externalSecrets } from "./externalSecrets";
import { flux } from "./flux";
import { gatewayApi } from "./gatewayApi";
import { istio } from "./istio";
import { karpenter } from "./karpenter";
import { linkerd } from "./linkerd";
import { litmus } from "./litmus";
import { loki } from "./loki";
import { prometheus } from "./prometheus";
import { tekton } from "./tekton";
import { tempo } from "./tempo";
import { vault } from "./vault";
import { velero } from "./velero";

/** Every add-on. A new one is one file and one line here. */
const list: readonly Addon[] = [
  argoRollouts,
  argocd,
  awsLoadBalancerController,
  certManager,
  clusterAutoscaler,
  externalDns,
  externalSecrets,
  flux,
  gatewayApi,
  istio,
  karpenter,
  linkerd,
  litmus,
  loki,
  prometheus,
  tempo,
  vault,
  tekton,
  velero,
];

/** The catalogue by name, in alphabetical order. */
export const catalog: Readonly<Record<string, Addon>> = Object.fromEntries(
  [...list].sort((a, b) => (a.name < b.name ? -1 : 1)).map((addon) => [addon.name, addon]),
);
