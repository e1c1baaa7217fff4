import { z } from "zod";
import { clockDuration, label } from "../../config/fields";
import { slack, webhook } from "../../config/notifications";

const notifications = z.strictObject({
  severity: z
    .enum(["error", "info"])
    .default("error")
    .describe("error: what failed. info: also what was applied and which revisions were found."),
  slack: slack.optional().describe("A Slack workspace."),
  webhooks: z.record(label(40), webhook).default({}).describe("Addresses that messages are posted to, by name."),
});

/** Everything about Flux that a stack can set. */
export const fluxOptions = z.strictObject({
  replicas: z
    .int()
    .min(1)
    .max(3)
    .default(2)
    .describe("Replicas of the Kustomize and the Helm controller, one of which leads. The others run once by design."),
  pollInterval: clockDuration().default("2m").describe("How often repositories are polled for changes."),
  interval: clockDuration()
    .default("10m")
    .describe("How often the cluster is compared with what is in the repositories, and put right."),
  imageAutomation: z
    .boolean()
    .default(false)
    .describe("Also run the controllers that find new image tags and write them back to git."),
  notifications: notifications.prefault({}).describe("Messages about what was applied, and what could not be."),
  logLevel: z.enum(["debug", "info", "error"]).default("info").describe("How much is logged, as JSON."),
});

export type FluxOptions = z.output<typeof fluxOptions>;

/** What the two small profiles relax: one replica of everything. */
export const fluxProfiles = {
  development: { replicas: 1 },
  ephemeral: { replicas: 1, pollInterval: "1m", interval: "5m" },
} satisfies { readonly [name in "development" | "ephemeral"]: z.input<typeof fluxOptions> };
