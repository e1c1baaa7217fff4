import type { AddonContext, ObjectSpec } from "../addon";
import { namespace as monitoring } from "../prometheus/names";
import { namespace } from "./names";

const metricsPort = 8085;

/**
 * What Velero's pods let in: Prometheus on the metrics port where it is on, and nothing else, since the command line
 * goes by the API server and the object store. Where they go to is open: a store has no address that a policy can name.
 */
export function networkPolicy(context: AddonContext): ObjectSpec {
  const from = [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": monitoring } } }];
  const metrics = { from, ports: [{ port: metricsPort, protocol: "TCP" }] };
  return {
    name: "network-policy",
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "velero", namespace },
    fields: {
      spec: { podSelector: {}, policyTypes: ["Ingress"], ingress: context.on("prometheus") ? [metrics] : [] },
    },
  };
}
