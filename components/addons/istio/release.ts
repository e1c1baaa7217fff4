import type { ReleaseSpec } from "../addon";

/** A release of one of Istio's charts at the version of the control plane that it belongs to. */
export interface IstioRelease extends ReleaseSpec {
  readonly version: string;
}

/** The namespaces. Istio's documentation has the CNI agent and ztunnel beside istiod, and gateways apart from it. */
export const namespaces = { system: "istio-system", ingress: "istio-ingress", egress: "istio-egress" } as const;

/** The release, deployment and service of the ingress and the egress gateway; the chart makes `istio: ingressgateway`. */
export const gatewayNames = { ingress: "istio-ingressgateway", egress: "istio-egressgateway" } as const;

/** The release of a control plane. */
export function istiodName(revision: string): string {
  return `istiod-${revision}`;
}

/** Spreads pods over zones and nodes as well as the cluster allows, without keeping one from starting. */
export function spread(matchLabels: Readonly<Record<string, string>>): readonly object[] {
  return ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels },
  }));
}

export const runtimeSeccomp = { type: "RuntimeDefault" } as const;
