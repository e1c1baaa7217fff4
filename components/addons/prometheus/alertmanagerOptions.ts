import { z } from "zod";
import { duration, label, quantity, secret } from "../../config/fields";

const labelName = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, { error: "a label's name, such as namespace" });

// Quotes are ours: they keep a value with spaces or braces one value.
const matcher = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*\s*(=|!=|=~|!~)\s*("[^"\\]*"|[^\s"\\{},]+)$/, {
  error: "a matcher such as team = web, team != web, job =~ web.* or job !~ web.*",
});

const severities = ["critical", "warning", "info"] as const;
const severity = z.union([z.enum(severities), z.array(z.enum(severities)).min(1)], {
  error: "critical, warning or info, or a list of them",
});
const namespaces = z.union([label(), z.array(label()).min(1)], { error: "a namespace's name, or a list of them" });

/** Ways to notify people or programs; a receiver may use several. Every address that lets one write is a secret. */
const receiver = z.strictObject({
  slack: z
    .strictObject({
      webhookUrl: secret().describe("The incoming webhook's address."),
      channel: z.string().min(1).describe("The channel, such as #alerts."),
    })
    .optional()
    .describe("A Slack channel."),
  teams: z
    .strictObject({ webhookUrl: secret().describe("The workflow's address.") })
    .optional()
    .describe("A Microsoft Teams channel."),
  pagerduty: z
    .strictObject({ routingKey: secret().describe("The integration key of Events API v2.") })
    .optional()
    .describe("A PagerDuty service."),
  email: z
    .strictObject({
      to: z.string().min(3).describe("The addresses, separated by commas."),
      from: z.string().min(3).describe("The sender's address."),
      smarthost: z
        .string()
        .regex(/^[^\s:]+:\d{1,5}$/, { error: "a host and port such as smtp.example.com:587" })
        .describe("The SMTP server. It must offer TLS."),
      username: z.string().min(1).optional().describe("The user name on it."),
      password: secret().optional().describe("The password on it."),
    })
    .optional()
    .describe("E-mail."),
  webhook: z
    .strictObject({
      url: secret().describe("The address that alerts are posted to."),
      bearerToken: secret().optional().describe("The token sent with them."),
    })
    .optional()
    .describe("Any program that takes Alertmanager's webhook."),
});

const route = z.strictObject({
  receiver: label().describe("The name of one of `receivers`."),
  severity: severity.optional().describe("Alerts of these severities."),
  namespace: namespaces.optional().describe("Alerts of these namespaces."),
  matchers: z.array(matcher).default([]).describe("Alerts whose labels match all of these."),
  groupBy: z.array(labelName).min(1).optional().describe("Labels to group by; unset, as for all."),
  repeatInterval: duration().optional().describe("How often to repeat; unset, as for all."),
  continue: z.boolean().default(false).describe("Look at the next routes too."),
});

const inhibitRule = z.strictObject({
  source: z.array(matcher).min(1).describe("While an alert that matches all of these fires,"),
  target: z.array(matcher).min(1).describe("alerts that match all of these are not sent,"),
  equal: z.array(labelName).default([]).describe("if these labels are the same on both."),
});

export const alertmanagerOptions = z.strictObject({
  replicas: z.int().min(1).max(5).default(2).describe("How many Alertmanagers; they agree on what was sent."),
  storage: z
    .strictObject({
      enabled: z.boolean().default(true).describe("Keep silences on a volume; off, they end with the pod."),
      size: quantity().default("5Gi").describe("The volume's size."),
      class: z.string().min(1).optional().describe("Its storage class; unset, the cluster's encrypted default."),
    })
    .prefault({})
    .describe("Where silences and what was sent are kept."),
  receivers: z.record(label(), receiver).default({}).describe("Who can be notified, by name."),
  defaultReceiver: label()
    .optional()
    .describe(
      "Who gets what no route takes. Unset, the only receiver besides the watchdog's; without one nothing is sent.",
    ),
  routes: z.array(route).default([]).describe("Which alerts go to whom; the first that matches wins."),
  groupBy: z.array(labelName).min(1).default(["namespace", "alertname"]).describe("Labels to group alerts by."),
  groupWait: duration().default("30s").describe("How long to wait for more alerts of a new group."),
  groupInterval: duration().default("5m").describe("How long to wait before telling of changes in a group."),
  repeatInterval: duration().default("12h").describe("How often to repeat what still fires."),
  inhibitRules: z.array(inhibitRule).default([]).describe("Alerts that keep others quiet, besides the usual ones."),
  watchdog: z
    .strictObject({
      receiver: label().describe("The name of one of `receivers`: a service that calls when it hears nothing."),
      repeatInterval: duration().default("5m").describe("How often it is told that all is well."),
    })
    .optional()
    .describe("Where the alert that always fires goes, to notice when alerting itself is broken. Unset, nowhere."),
});

export type AlertmanagerOptions = z.output<typeof alertmanagerOptions>;
export type Receiver = z.output<typeof receiver>;
export type Route = z.output<typeof route>;
