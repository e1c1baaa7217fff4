import { type AddonParts, defineAddon, type NamespaceSpec } from "../addon";
import { check } from "./check";
import { baseRelease, istiodRelease } from "./controlPlane";
import { nodeReleases } from "./dataPlane";
import { type Exposure, exposureOf, gatewayReleases } from "./gateways";
import { monitorObjects } from "./monitors";
import { type IstioOptions, optionProfiles, options } from "./options";
import { policyObjects } from "./policies";
import { gatewayNames, namespaces } from "./release";
import { defaultTag, revisionsOf } from "./revisions";
import { tagObjects } from "./tags";

/** Istio: a service mesh with mutual TLS between all that is in it. */
export const istio = defineAddon({
  name: "istio",
  summary: "Service mesh: mutual TLS between workloads, traffic management, gateways",
  options,
  profiles: optionProfiles,
  charts: ["istiod", "istio-base", "istio-cni", "istio-ztunnel", "istio-gateway"],
  after: ["prometheus"],
  // Of the kinds that others may use, such as a gateway's routes.
  brings: ["istio-base"],
  conflicts: ["linkerd"],
  leavesThingsBehind: true,
  webhookPorts: [15017],
  check,
  parts(context, options): AddonParts {
    const revisions = revisionsOf(options);
    const planes = [revisions.current, revisions.previous].filter((plane) => plane !== undefined);
    return {
      namespaces: namespacesOf(options),
      releases: [
        baseRelease(revisions),
        ...planes.map((plane) => istiodRelease(context, options, plane)),
        ...nodeReleases(context, options, revisions),
        ...gatewayReleases(context, options, revisions),
      ],
      objects: [
        ...tagObjects(context, revisions),
        ...policyObjects(options, revisions),
        ...(context.on("prometheus") ? monitorObjects(options) : []),
      ],
      outputs: {
        revision: revisions.serving.revision,
        enrol: enrolCommand(options),
        ...(options.gateway.enabled
          ? { gateway: gatewayCommand(exposureOf(options, context.facts.loadBalancer.internal)) }
          : {}),
      },
    };
  },
});

// The CNI agent and ztunnel mount folders of the node, which only the privileged level lets them.
function namespacesOf({ gateway, egressGateway }: IstioOptions): readonly NamespaceSpec[] {
  return [
    { name: namespaces.system, podSecurity: "privileged" },
    ...(gateway.enabled ? [{ name: namespaces.ingress, podSecurity: "restricted" } as const] : []),
    ...(egressGateway.enabled ? [{ name: namespaces.egress, podSecurity: "restricted" } as const] : []),
  ];
}

function enrolCommand({ mode }: IstioOptions): string {
  const label = mode === "ambient" ? "istio.io/dataplane-mode=ambient" : `istio.io/rev=${defaultTag}`;
  return `kubectl label namespace NAMESPACE ${label}`;
}

function gatewayCommand(exposure: Exposure): string {
  const where = exposure === "cluster" ? "{.spec.clusterIP}" : "{.status.loadBalancer.ingress[0]}";
  return `kubectl get service ${gatewayNames.ingress} --namespace ${namespaces.ingress} --output jsonpath='${where}'`;
}
