import { type AddonContext, type AddonParts, defineAddon, type NamespaceSpec } from "../addon";
import { controlPlaneWebhooks, identityObjects, vizWebhooks, webhookObjects } from "./certificates";
import { monitoringObjects } from "./monitoring";
import { namespaces, releases } from "./names";
import { check, type LinkerdOptions, options, profiles } from "./options";
import { trafficObjects, webhookPorts } from "./traffic";
import { cniValues, controlPlaneValues, trustValues, vizValues } from "./values";

/** Linkerd: a service mesh with a small proxy in each pod. */
export const linkerd = defineAddon({
  name: "linkerd",
  summary: "Linkerd: a service mesh with mutual TLS and a small proxy in each pod",
  options,
  profiles,
  charts: ["linkerd-control-plane", "linkerd-crds", "linkerd2-cni", "linkerd-viz", "trust-manager"],
  // It issues the mesh's identities.
  requires: ["cert-manager"],
  after: ["gateway-api", "prometheus"],
  conflicts: ["istio"],
  webhookPorts,
  check,
  parts,
});

function parts(context: AddonContext, chosen: LinkerdOptions): AddonParts {
  const { system } = namespaces;
  const certificates = [
    ...identityObjects(chosen),
    ...webhookObjects(system, Object.values(controlPlaneWebhooks)),
    ...(chosen.viz ? webhookObjects(namespaces.viz, Object.values(vizWebhooks)) : []),
  ];
  const first = [releases.crds, ...(chosen.cni ? [releases.cni] : []), ...certificates.map(({ name }) => name)];
  return {
    namespaces: namespacesOf(chosen),
    releases: [
      {
        name: releases.crds,
        chart: "linkerd-crds",
        namespace: system,
        values: { installGatewayAPI: false },
        withoutPods: true,
      },
      { name: releases.trust, chart: "trust-manager", namespace: system, values: trustValues(context, chosen) },
      ...(chosen.cni
        ? ([
            { name: releases.cni, chart: "linkerd2-cni", namespace: namespaces.cni, values: cniValues(context) },
          ] as const)
        : []),
      {
        name: releases.controlPlane,
        chart: "linkerd-control-plane",
        namespace: system,
        values: controlPlaneValues(context, chosen),
        after: first,
      },
      ...(chosen.viz
        ? ([
            {
              name: releases.viz,
              chart: "linkerd-viz",
              namespace: namespaces.viz,
              values: vizValues(context, chosen),
              after: [releases.controlPlane],
            },
          ] as const)
        : []),
    ],
    objects: [...trafficObjects(context, chosen), ...certificates, ...monitoringObjects(context)],
    outputs: {
      enrol: "kubectl annotate namespace NAMESPACE linkerd.io/inject=enabled",
      ...(chosen.viz ? { dashboard: `kubectl --namespace ${namespaces.viz} port-forward service/web 8084` } : {}),
    },
  };
}

// Without the plugin every pod of the mesh redirects its own traffic, with rights that only privileged gives.
function namespacesOf({ cni, viz }: LinkerdOptions): readonly NamespaceSpec[] {
  const podSecurity = cni ? "restricted" : "privileged";
  const apart = { "config.linkerd.io/admission-webhooks": "disabled" };
  return [
    { name: namespaces.system, podSecurity },
    ...(cni
      ? [
          {
            name: namespaces.cni,
            podSecurity: "privileged",
            labels: { "linkerd.io/cni-resource": "true", ...apart },
          } as const,
        ]
      : []),
    ...(viz ? [{ name: namespaces.viz, podSecurity, labels: { "linkerd.io/extension": "viz" } } as const] : []),
  ];
}
