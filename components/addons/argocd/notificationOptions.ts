import { z } from "zod";
import { label, secret } from "../../config/fields";
import { slack, webhook } from "../../config/notifications";

/** What a message can be about. */
export const triggerNames = [
  "on-deployed",
  "on-health-degraded",
  "on-sync-failed",
  "on-sync-running",
  "on-sync-status-unknown",
  "on-sync-succeeded",
] as const;

const triggers = () => z.array(z.enum(triggerNames)).min(1);

const subscription = z.strictObject({
  recipients: z
    .array(z.string().regex(/^[a-z0-9-]+(:\S+)?$/, { error: "slack:channel, or the name of a webhook" }))
    .min(1)
    .describe("Who is told: slack:channel, or a webhook's name."),
  triggers: triggers().describe("Of what."),
  selector: z.string().min(1).optional().describe("Of which applications, as a label selector; unset, of all."),
});

/** Messages: to whom, and of what. */
export const notificationOptions = z.strictObject({
  enabled: z
    .boolean()
    .optional()
    .describe("Run the notifications controller; unset, where there is Slack or a webhook to send to."),
  slack: slack.optional().describe("A Slack workspace."),
  webhooks: z.record(label(40), webhook).default({}).describe("Addresses that messages are posted to, by name."),
  triggers: triggers()
    .default(["on-deployed", "on-health-degraded", "on-sync-failed", "on-sync-status-unknown"])
    .describe("What every channel and webhook is told of."),
  subscriptions: z.array(subscription).default([]).describe("Further messages, for some applications or channels."),
});

export type NotificationOptions = z.output<typeof notificationOptions>;

/** Secrets that git servers sign their webhooks with. */
export const webhookSecretOptions = z.strictObject({
  github: secret().optional().describe("GitHub's."),
  gitlab: secret().optional().describe("GitLab's."),
  bitbucketServer: secret().optional().describe("Bitbucket Server's."),
  gogs: secret().optional().describe("Gogs's or Gitea's."),
});

export type WebhookSecretOptions = z.output<typeof webhookSecretOptions>;
