import type { Grant } from "../../clusters/cluster";
import type { AddonContext, Values } from "../addon";
import { resources } from "../parts/resources";
import { restrictedContainer, restrictedPod } from "../parts/security";
import { name } from "./names";
import type { ExternalDnsOptions } from "./options";
import type { Provider } from "./provider";

// Where the cloud brings the Gateway API itself, only the kind that each of its versions has is known to be there.
function sources(context: AddonContext): readonly string[] {
  const usual = ["service", "ingress"];
  if (context.facts.gatewayApi === "cloud") return [...usual, "gateway-httproute"];
  return context.on("gateway-api") ? [...usual, "gateway-httproute", "gateway-grpcroute"] : usual;
}

/** It knows no leader: a second one would write the same records, so there is one and no disruption budget. */
export function chartValues(
  context: AddonContext,
  chosen: ExternalDnsOptions,
  provider: Provider,
  grant: Grant | undefined,
): Values {
  const identity = {
    serviceAccount: { create: true, name, annotations: grant?.annotations ?? {}, labels: grant?.labels ?? {} },
    podLabels: grant?.podLabels ?? {},
  };
  return {
    fullnameOverride: name,
    image: { repository: context.image("registry.k8s.io/external-dns/external-dns") },
    ...identity,
    // The sidecar is there only with a provider of somebody's own, which `values` may name.
    provider: { name: provider.name, webhook: { resources: resources(["25m", "64Mi"], ["250m", "256Mi"]) } },
    sources: sources(context),
    domainFilters: Object.keys(chosen.zones),
    policy: chosen.policy,
    interval: chosen.interval,
    triggerLoopOnEvent: true,
    registry: "txt",
    txtOwnerId: chosen.owner ?? context.clusterName,
    // With the type and a dot at its end, the record of a zone's own name is in the zone too (docs/registry/txt.md).
    txtPrefix: "externaldns-%{record_type}.",
    extraArgs: { ...provider.flags, "txt-wildcard-replacement": "any" },
    logFormat: "json",
    priorityClassName: context.priorityClass.standard,
    resources: resources(["25m", "64Mi"], ["250m", "256Mi"]),
    // The group may read the token of workload identity.
    podSecurityContext: { ...restrictedPod, fsGroup: 65534 },
    securityContext: { ...restrictedContainer, runAsUser: 65532, runAsGroup: 65532 },
    nodeSelector: { "kubernetes.io/os": "linux" },
    serviceMonitor: { enabled: context.on("prometheus") },
    ...provider.values,
  };
}
