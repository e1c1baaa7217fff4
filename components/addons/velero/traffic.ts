import type { AddonContext, ObjectSpec } from "../addon";
import { networkPolicies, type Way } from "../parts/traffic";
import { namespace } from "./names";
import type { Place } from "./place";

const metricsPort = 8085;

/**
 * The traffic of Velero's pods. In comes Prometheus, where it is on, and nobody else, since the command line goes by the
 * API server and the object store. Out they go to the store.
 */
export function trafficObjects(context: AddonContext, place: Place): readonly ObjectSpec[] {
  return networkPolicies(context, {
    namespace,
    ingress: [{ name: "metrics", ports: [metricsPort], from: "prometheus" }],
    egress: wayTo(place.own.bucket.s3?.endpoint),
  });
}

/**
 * The way to a store. One in the cloud answers on 443, where all may go. One in the cluster is its namespace's pods,
 * whatever port they listen on behind their service; any other has no address that a policy can name, but a port.
 */
function wayTo(endpoint: string | undefined): readonly Way[] {
  if (endpoint === undefined || !URL.canParse(endpoint)) return [];
  const { hostname, port, protocol } = new URL(endpoint);
  const inside = /^[^.]+\.([^.]+)\.svc(\.|$)/.exec(hostname)?.[1];
  if (inside !== undefined) return [{ name: "store", to: { namespaces: [inside] } }];
  const number = port === "" ? (protocol === "http:" ? 80 : 443) : Number(port);
  return [{ name: "store", ports: [number], to: "anywhere" }];
}
