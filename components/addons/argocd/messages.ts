import { yamlText } from "./names";
import type { triggerNames } from "./notificationOptions";

type TriggerName = (typeof triggerNames)[number];

interface Message {
  readonly when: string;
  readonly oncePer?: string;
  readonly text: string;
  /** A Slack attachment's colour. */
  readonly color: string;
}

const red = "#E96D76";
const green = "#18be52";
const blue = "#0DADEA";
const amber = "#f4c030";

// An application that was never synced has no operationState, so every condition asks for it first.
const phase = (...phases: string[]) =>
  `app.status.operationState != nil and app.status.operationState.phase in [${phases.map((it) => `'${it}'`).join(", ")}]`;

const application = "Application {{.app.metadata.name}}";

/** What sets each message off and what it says. Source: the catalogue in Argo CD's "Triggers and Templates Catalog". */
const table: Readonly<Record<TriggerName, Message>> = {
  "on-deployed": {
    when: `${phase("Succeeded")} and app.status.health.status == 'Healthy'`,
    oncePer: "app.status.sync.revision",
    text: `${application} runs a new version and is healthy.`,
    color: green,
  },
  "on-health-degraded": {
    when: "app.status.health.status == 'Degraded'",
    text: `${application} is degraded.`,
    color: amber,
  },
  "on-sync-failed": {
    when: phase("Error", "Failed"),
    text: `${application} could not be synced: {{.app.status.operationState.message}}`,
    color: red,
  },
  "on-sync-running": {
    when: phase("Running"),
    text: `${application} is being synced.`,
    color: blue,
  },
  "on-sync-status-unknown": {
    when: "app.status.sync.status == 'Unknown'",
    text: `${application} has an unknown sync status: its source cannot be read or compared.`,
    color: red,
  },
  "on-sync-succeeded": {
    when: phase("Succeeded"),
    text: `${application} was synced.`,
    color: green,
  },
};

const address = "{{.context.argocdUrl}}/applications/{{.app.metadata.namespace}}/{{.app.metadata.name}}";

// The status is written with toJson, so that a quote in it cannot break the message.
const status = [
  ["Sync", "{{toJson .app.status.sync.status}}"],
  ["Health", "{{toJson .app.status.health.status}}"],
  ["Revision", "{{toJson .app.status.sync.revision}}"],
] as const;

function attachment(color: string): string {
  const fields = status.map(([title, value]) => `{"title": "${title}", "value": ${value}, "short": true}`);
  return `[{"title": {{toJson .app.metadata.name}}, "title_link": "${address}", "color": "${color}", "fields": [${fields.join(", ")}]}]`;
}

function body(trigger: TriggerName): string {
  const fields = status.map(([title, value]) => `"${title.toLowerCase()}": ${value}`);
  return `{"event": "${trigger}", "application": {{toJson .app.metadata.name}}, "url": "${address}", ${fields.join(", ")}}`;
}

const entries = Object.entries(table) as readonly (readonly [TriggerName, Message])[];
const templateName = (trigger: TriggerName) => `app-${trigger.replace(/^on-/, "")}`;

/**
 * The message of every trigger, for Slack and for each webhook, by the chart's keys.
 * @param webhooks the webhooks' names
 */
export function messages(webhooks: readonly string[]): Readonly<Record<string, string>> {
  const templates = entries.map(([trigger, { text, color }]) => {
    const posts = webhooks.map((name) => [name, { method: "POST", body: body(trigger) }] as const);
    const template = {
      message: text,
      slack: { attachments: attachment(color) },
      ...(posts.length === 0 ? {} : { webhook: Object.fromEntries(posts) }),
    };
    return [`template.${templateName(trigger)}`, yamlText(template)] as const;
  });
  return Object.fromEntries(templates);
}

/** When each message is sent, by the chart's keys. */
export const triggerRules: Readonly<Record<string, string>> = Object.fromEntries(
  entries.map(([trigger, { when, oncePer }]) => [
    `trigger.${trigger}`,
    yamlText([{ when, send: [templateName(trigger)], ...(oncePer === undefined ? {} : { oncePer }) }]),
  ]),
);
