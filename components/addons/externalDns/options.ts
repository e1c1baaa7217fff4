import { z } from "zod";
import { clockDuration, host, secret } from "../../config/fields";

/** The options of ExternalDNS. The defaults are production's. */
export const options = z.strictObject({
  zones: z
    .record(host(), z.string().min(1))
    .refine((zones) => Object.keys(zones).length > 0, { error: "at least one zone" })
    .describe(
      "The DNS zones that it keeps records in, by their domain: the hosted zone's id or name (AWS), the zone's resource id or name (Azure), the managed zone's name (Google Cloud), the zone's id (Cloudflare). They have to be there already.",
    ),
  cloudflare: z
    .strictObject({
      apiToken: secret().describe("A token that may read these zones and edit their DNS."),
    })
    .optional()
    .describe(
      "Keep the records at Cloudflare instead of in the cluster's cloud. On an existing cluster, the only way.",
    ),
  visibility: z
    .enum(["public", "private"])
    .default("public")
    .describe("Whether the zones are the world's or those of private networks. It keeps to zones of the one kind."),
  policy: z
    .enum(["upsert-only", "sync"])
    .default("upsert-only")
    .describe("sync also deletes the records of what is gone; upsert-only never deletes one."),
  owner: z
    .string()
    .regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, { error: "1 to 63 lower-case letters, digits or '-'" })
    .optional()
    .describe(
      "Whose its records are, as TXT records say; unset, the cluster's name. Clusters that share a zone must differ.",
    ),
  interval: clockDuration()
    .default("1m")
    .describe("How often records are compared. A change in the cluster is answered at once."),
});

export type ExternalDnsOptions = z.output<typeof options>;

/** A cluster that goes tomorrow takes its records along. */
export const profiles = { development: { policy: "sync" }, ephemeral: { policy: "sync" } } as const;
