import { type AddonContext, type AddonParts, defineAddon } from "../addon";
import { dashboard } from "../parts/dashboard";
import { alertRules } from "../parts/monitoring";
import { networkPolicies } from "../parts/traffic";
import { check } from "./check";
import { alerts, panels } from "./monitoring";
import { name, namespace } from "./names";
import { type ExternalDnsOptions, options, profiles } from "./options";
import { providerOf } from "./provider";
import { chartValues } from "./values";

/** Keeps DNS records for services, ingresses and routes of gateways. */
export const externalDns = defineAddon({
  name,
  summary: "ExternalDNS: DNS records for services, ingresses and gateways, in the cloud's DNS or at Cloudflare",
  options,
  profiles,
  charts: ["external-dns"],
  after: ["gateway-api", "prometheus"],
  leavesThingsBehind: true,
  check,
  parts,
});

function parts(context: AddonContext, chosen: ExternalDnsOptions): AddonParts {
  const provider = providerOf(context, chosen);
  const rights = Object.values(chosen.zones).map((zone) => ({ kind: "dns.edit", zone }) as const);
  const grant = provider.ofCloud ? context.grant({ namespace, serviceAccount: name }, rights) : undefined;
  const objects = [
    ...networkPolicies(context, { namespace, ingress: [{ name: "metrics", ports: ["http"], from: "prometheus" }] }),
    ...alertRules(context, name, namespace, alerts),
    ...dashboard(context, name, namespace, "ExternalDNS", panels),
    ...provider.objects,
  ];
  return {
    namespaces: [{ name: namespace, podSecurity: "restricted" }],
    releases: [
      {
        name,
        chart: "external-dns",
        namespace,
        values: chartValues(context, chosen, provider, grant),
        after: objects.map((object) => object.name),
      },
    ],
    objects,
  };
}
