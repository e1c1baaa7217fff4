import { z } from "zod";
import { duration, label, quantity } from "../../config/fields";
import { sizeNames } from "./sizes";

export const lokiOptions = z.strictObject({
  size: z
    .enum(sizeNames)
    .default("small")
    .describe(
      "How Loki runs. single: one pod, for up to 20 GB of logs a day. The others run as several parts, every line held by three ingesters. small: up to 100 GB a day, medium: up to 500, large: up to 3,000.",
    ),
  retention: duration().default("30d").describe("How long logs are kept; at least a day."),
  storage: z
    .strictObject({
      enabled: z
        .boolean()
        .default(true)
        .describe("Volumes for what is not in the store yet; off, it ends with the pod."),
      size: quantity().default("20Gi").describe("Each volume: of an ingester and of the compactor, or of the one pod."),
      class: z.string().min(1).optional().describe("Its storage class; unset, the cluster's encrypted default."),
    })
    .prefault({})
    .describe("Volumes. Logs themselves are in the object store."),
  collector: z
    .strictObject({
      enabled: z
        .boolean()
        .default(true)
        .describe("Collect the logs of every container, by Grafana Alloy on each node."),
      excludedNamespaces: z.array(label()).default([]).describe("Namespaces whose logs are not collected."),
    })
    .prefault({})
    .describe("What brings the logs."),
  allowFrom: z
    .array(label())
    .default([])
    .describe("Namespaces whose pods may send logs and ask for them. Loki asks for no password."),
  noncurrentDays: z
    .int()
    .min(1)
    .max(3650)
    .default(7)
    .describe("Days for which the bucket keeps what retention has deleted."),
});

export type LokiOptions = z.output<typeof lokiOptions>;

/** What a profile relaxes. */
export const lokiProfiles = {
  development: { size: "single", retention: "7d", noncurrentDays: 1 },
  ephemeral: { size: "single", retention: "1d", storage: { enabled: false }, noncurrentDays: 1 },
} as const satisfies { readonly [name in "development" | "ephemeral"]: z.input<typeof lokiOptions> };
