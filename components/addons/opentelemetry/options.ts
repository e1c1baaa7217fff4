import { z } from "zod";
import { chartValues, label } from "../../config/fields";
import { type Resources, resources } from "../parts/resources";

/** What each collector gets. */
export const sizes: Readonly<Record<"small" | "medium" | "large", Resources>> = {
  small: resources(["100m", "256Mi"], ["1", "1Gi"]),
  medium: resources(["500m", "1Gi"], ["2", "2Gi"]),
  large: resources(["2", "4Gi"], ["4", "8Gi"]),
};

/** What the operator gets, whatever the size. */
export const operatorResources = resources(["50m", "128Mi"], ["500m", "512Mi"]);

export const otelOptions = z.strictObject({
  replicas: z.int().min(1).max(20).default(2).describe("How many collectors take in what is sent."),
  operatorReplicas: z.int().min(1).max(3).default(2).describe("How many operators run, one of which leads."),
  size: z
    .enum(["small", "medium", "large"])
    .default("medium")
    .describe("Memory and processor time of each collector: up to 1, 2 and 8 GiB."),
  sampling: z
    .number()
    .min(0)
    .max(100)
    .default(100)
    .describe("How many traces of a hundred are kept. The same ones by every collector."),
  config: chartValues()
    .default({})
    .describe("Laid over the collectors' configuration: receivers, processors, exporters, service."),
  allowFrom: z
    .array(label())
    .optional()
    .describe("Namespaces whose pods may send. Unset, everybody in the cluster's network."),
});

export type OtelOptions = z.output<typeof otelOptions>;

/** What a profile relaxes. */
export const otelProfiles = {
  development: { replicas: 1, operatorReplicas: 1, size: "small" },
  ephemeral: { replicas: 1, operatorReplicas: 1, size: "small" },
} as const satisfies { readonly [name in "development" | "ephemeral"]: z.input<typeof otelOptions> };
