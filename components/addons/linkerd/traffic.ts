import type { AddonContext, ObjectSpec } from "../addon";
import { toPrometheus } from "../parts/prometheusQueries";
import { networkPolicies } from "../parts/traffic";
import { namespaces, releases } from "./names";
import type { LinkerdOptions } from "./options";

/** The injector's, the validators' and tap's ports. Source: the charts' templates. */
export const webhookPorts = [6443, 8089, 8443, 9443] as const;

// What proxies call: identities, destinations and policies, or all of them through the other proxy's own port.
const controlPorts = [4143, 8080, 8086, 8090];

const adminPorts = [4191, 9990, 9994, 9995, 9996, 9997, 9998];

const trust = { app: releases.trust };

/** The traffic of Linkerd's namespaces. Source: Linkerd, "Proxy Configuration" and the charts' container ports. */
export function trafficObjects(context: AddonContext, options: LinkerdOptions): readonly ObjectSpec[] {
  const { system, cni, viz } = namespaces;
  return [
    ...networkPolicies(context, {
      namespace: system,
      ingress: [
        { name: "webhooks", ports: [8443, 9443], from: "anyone" },
        { name: "trust-webhook", pods: trust, ports: [6443], from: "anyone" },
        { name: "proxies", ports: controlPorts, from: "anyone" },
        { name: "metrics", ports: adminPorts, from: "prometheus" },
        { name: "trust-metrics", pods: trust, ports: [9402], from: "prometheus" },
      ],
    }),
    ...(options.cni
      ? networkPolicies(context, {
          namespace: cni,
          ingress: [{ name: "metrics", ports: [9990], from: "prometheus" }],
        })
      : []),
    ...(options.viz
      ? [
          ...networkPolicies(context, {
            namespace: viz,
            ingress: [
              { name: "webhooks", ports: [8089, 8443], from: "anyone" },
              // The proxies of tapped pods, and the API server, come by the proxy's port too.
              { name: "proxies", ports: [4143, 8088], from: "anyone" },
              { name: "metrics", ports: adminPorts, from: "prometheus" },
            ],
            egress: [
              { name: "control-plane", ports: controlPorts, to: { namespaces: [system] } },
              // Tap listens to any pod of the mesh.
              { name: "tapped", pods: { component: "tap" }, ports: [4143, 4190], to: "anywhere" },
              toPrometheus,
            ],
          }),
        ]
      : []),
  ];
}
