import { z } from "zod";
import type { Problem } from "../../config/errors";
import { host, label, url } from "../../config/fields";
import type { Config } from "../../config/parse";

const acme = z.strictObject({
  email: z.email({ error: "an e-mail address" }).describe("Where the authority writes about certificates."),
  server: url("https")
    .optional()
    .describe("The ACME directory; unset, Let's Encrypt's, or its staging on ephemeral clusters, which has no limits."),
  zones: z
    .record(host(), z.string().min(1))
    .default({})
    .describe(
      "DNS zones in the cluster's cloud by their domain: the hosted zone's id (AWS), the zone's resource id or name (Azure), the managed zone's name (Google Cloud).",
    ),
  http01: z
    .strictObject({ ingressClass: label(63).describe("The ingress class that answers on port 80.") })
    .optional()
    .describe("Prove names over HTTP where no zone is written for them. It cannot do wildcards."),
});

const authority = z.strictObject({
  enabled: z.boolean().default(true).describe("Make the ClusterIssuer `internal`. Its key is made in the cluster."),
  commonName: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe("The authority's name in its certificate; unset, the cluster's name and `internal CA`."),
});

/** The options of cert-manager. */
export const options = z.strictObject({
  acme: acme.optional().describe("Make the ClusterIssuer `acme`, for certificates that everybody trusts."),
  ca: authority.prefault({}).describe("An authority of the cluster's own, for names that nobody outside knows."),
  replicas: z.int().min(1).max(5).default(2).describe("How many of each part run; the controller has one leader."),
});

export type CertManagerOptions = z.output<typeof options>;
export type AcmeOptions = z.output<typeof acme>;

/** What the profiles relax: certificates are renewed a month ahead, so that a while without a controller hurts nobody. */
export const profiles = {
  development: { replicas: 1 },
  ephemeral: { replicas: 1 },
} satisfies Readonly<Record<string, z.input<typeof options>>>;

const zoneId = {
  eks: { form: /^(Z[A-Z0-9]{5,31}|[a-z0-9.-]+\.[a-z]+)$/, allowed: "a hosted zone's id such as Z0123456789ABC" },
  aks: {
    form: /^(\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/dnsZones\/[^/]+|[a-z0-9.-]+\.[a-z]+)$/i,
    allowed: "a DNS zone's resource id, or its name in cluster.dnsResourceGroup",
  },
  gke: { form: /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/, allowed: "a managed zone's name such as example-com" },
} as const;

/** What the schema cannot say; paths are relative to the options. */
export function check({ acme }: CertManagerOptions, { cluster: { cloud } }: Config): readonly Problem[] {
  if (acme === undefined) return [];
  const zones = Object.entries(acme.zones);
  const none: readonly Problem[] =
    zones.length === 0 && acme.http01 === undefined
      ? [{ path: ["acme"], found: "no zone and no http01", allowed: "a zone, http01 or both, to prove names by" }]
      : [];
  const wrong = zones.flatMap(([domain, zone]): readonly Problem[] => {
    const path = ["acme", "zones", domain];
    if (cloud === "existing") return [{ path, found: "a zone on an existing cluster", allowed: "http01 there" }];
    return zoneId[cloud].form.test(zone) ? [] : [{ path, found: zone, allowed: zoneId[cloud].allowed }];
  });
  return [...none, ...wrong];
}
