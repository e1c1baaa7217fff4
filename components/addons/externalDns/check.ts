import type { Cloud } from "../../config/clusters/common";
import type { Problem } from "../../config/errors";
import type { Config } from "../../config/parse";
import type { ExternalDnsOptions } from "./options";

// What the permission dns.edit takes. Sources: each cloud's permissions.
const zoneForms: { readonly [cloud in Cloud]?: { readonly form: RegExp; readonly allowed: string } } = {
  eks: {
    form: /^(Z[A-Z0-9]{5,31}|[a-z0-9.-]+\.[a-z]+)$/,
    allowed: "a hosted zone's id such as Z0123456789ABCDEFGHIJ, or its name",
  },
  aks: {
    form: /^(\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/(dnsZones|privateDnsZones)\/[^/]+|[a-z0-9.-]+\.[a-z]+)$/i,
    allowed: "a DNS zone's resource id, or its name in cluster.dnsResourceGroup",
  },
  gke: { form: /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/, allowed: "a managed zone's name such as example-com" },
};

/** What the schema cannot say; paths are relative to the options. */
export function check(options: ExternalDnsOptions, { cluster }: Config): readonly Problem[] {
  const { zones, visibility, cloudflare } = options;
  if (cloudflare !== undefined) return cloudflareProblems(options);
  if (cluster.cloud === "existing")
    return [{ path: [], found: "no DNS on an existing cluster", allowed: "external-dns with cloudflare set" }];
  const known = zoneForms[cluster.cloud];
  const [[, first = ""] = []] = Object.entries(zones);
  return Object.entries(zones).flatMap(([domain, zone]) => {
    const path = ["zones", domain];
    if (known?.form.test(zone) === false) return [{ path, found: zone, allowed: known.allowed }];
    return cluster.cloud === "aks" ? azureProblems(path, zone, first, visibility) : [];
  });
}

// On Azure it looks in one resource group, for zones of one kind; those that have only a name are public ones.
function azureProblems(
  path: readonly string[],
  zone: string,
  first: string,
  visibility: ExternalDnsOptions["visibility"],
): readonly Problem[] {
  const kind = /\/privateDnsZones\//i.test(zone) ? "private" : "public";
  if (kind !== visibility)
    return [{ path, found: `${zone}, a ${kind} zone`, allowed: `${visibility} zones, as visibility says` }];
  const groupOf = (id: string) => id.toLowerCase().split("/").slice(1, 5).join("/");
  return groupOf(zone) === groupOf(first)
    ? []
    : [{ path, found: zone, allowed: `a zone in the same resource group as ${first}` }];
}

function cloudflareProblems({ zones, visibility }: ExternalDnsOptions): readonly Problem[] {
  const wrong = Object.entries(zones)
    .filter(([, zone]) => !/^[0-9a-f]{32}$/.test(zone))
    .map(([domain, zone]) => ({
      path: ["zones", domain],
      found: zone,
      allowed: "a zone's id at Cloudflare, 32 hexadecimal digits",
    }));
  if (visibility === "public") return wrong;
  return [...wrong, { path: ["visibility"], found: "private at Cloudflare", allowed: "public, as its zones are" }];
}
