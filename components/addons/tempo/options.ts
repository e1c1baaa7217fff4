import { z } from "zod";
import { duration, label, quantity } from "../../config/fields";
import { type Resources, resources } from "../parts/resources";

/** What each pod gets. */
export const sizes: Readonly<Record<"small" | "medium" | "large", Resources>> = {
  small: resources(["200m", "512Mi"], ["2", "2Gi"]),
  medium: resources(["1", "2Gi"], ["4", "6Gi"]),
  large: resources(["2", "6Gi"], ["8", "16Gi"]),
};

/**
 * What each pod takes in at most: megabytes a second, twice as much for a moment, and traces at a time. Tempo's own
 * limits, 15 MB and 10,000 traces, are those of one tenant among many.
 */
export const intake: Readonly<Record<keyof typeof sizes, { readonly rate: number; readonly traces: number }>> = {
  small: { rate: 15, traces: 20_000 },
  medium: { rate: 40, traces: 60_000 },
  large: { rate: 120, traces: 200_000 },
};

export const tempoOptions = z.strictObject({
  replicas: z
    .int()
    .min(1)
    .max(15)
    .default(3)
    .describe("How many pods. One, or three and more: each trace is then held by three until it is in the store."),
  size: z
    .enum(["small", "medium", "large"])
    .default("medium")
    .describe("Memory and processor time of each pod: up to 2, 6 and 16 GiB."),
  retention: duration().default("14d").describe("How long traces are kept."),
  storage: z
    .strictObject({
      enabled: z
        .boolean()
        .default(true)
        .describe("A volume for what is not in the store yet; off, it ends with the pod."),
      size: quantity().default("20Gi").describe("Each pod's volume."),
      class: z.string().min(1).optional().describe("Its storage class; unset, the cluster's encrypted default."),
    })
    .prefault({})
    .describe("Volumes. Traces themselves are in the object store."),
  metricsGenerator: z
    .boolean()
    .default(true)
    .describe("Work out request rates, errors, durations and the map of services, where Prometheus is on."),
  allowFrom: z
    .array(label())
    .optional()
    .describe(
      "Namespaces whose pods may send traces. Unset, the collectors of opentelemetry, or everybody without it.",
    ),
  noncurrentDays: z
    .int()
    .min(1)
    .max(3650)
    .default(1)
    .describe("Days for which the bucket keeps what was deleted. Traces are written anew again and again."),
});

export type TempoOptions = z.output<typeof tempoOptions>;

/** What a profile relaxes. */
export const tempoProfiles = {
  development: { replicas: 1, size: "small", retention: "3d" },
  ephemeral: { replicas: 1, size: "small", retention: "1d", storage: { enabled: false } },
} as const satisfies { readonly [name in "development" | "ephemeral"]: z.input<typeof tempoOptions> };
