import type { AddonContext, ObjectSpec } from "../addon";
import { namespace, release } from "../prometheus/names";
import type { Way } from "./traffic";

const port = 9090;

/** Where Prometheus answers queries inside the cluster. */
export const prometheusAddress = `http://${release}-prometheus.${namespace}.svc:${port}`;

/** The way to Prometheus, for an add-on's `egress`. */
export const toPrometheus: Way = { name: "prometheus", ports: [port], to: { namespaces: [namespace] } };

/**
 * Lets an add-on's namespace query Prometheus, which lets nobody in by itself. Nothing where Prometheus is off, and
 * where its own traffic is open: a first policy would close it to everyone else.
 */
export function prometheusOpening(context: AddonContext, reader: string): ObjectSpec[] {
  const policy = context.optionsOf("prometheus")?.networkPolicy as { readonly enabled?: boolean } | undefined;
  if (policy?.enabled !== true) return [];
  return [
    {
      name: "traffic-to-prometheus",
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: `allow-queries-from-${reader}`, namespace },
      fields: {
        spec: {
          podSelector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } },
          policyTypes: ["Ingress"],
          ingress: [
            {
              from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": reader } } }],
              ports: [{ port, protocol: "TCP" }],
            },
          ],
        },
      },
    },
  ];
}
