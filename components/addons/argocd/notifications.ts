import * as pulumi from "@pulumi/pulumi";
import type { ObjectSpec, Values } from "../addon";
import { messages, triggerRules } from "./messages";
import { secretObject, yamlText } from "./names";
import type { NotificationOptions } from "./notificationOptions";
import type { ArgocdOptions } from "./options";
import { fixed } from "./sizes";

// Not the chart's own name: the chart's secret would have to go before ours could come.
const credentials = "argocd-notifications-credentials";

const slackKey = "slack-token";
const webhookKey = (name: string) => `webhook-${name}-token`;

// The chart lets the controller list every Secret of the cluster, so it runs only where there is somebody to tell.
function isOn({ enabled, slack, webhooks }: NotificationOptions): boolean {
  return enabled ?? (slack !== undefined || Object.keys(webhooks).length > 0);
}

/** The notifications controller: where messages go, what they say, and what sets them off. */
export function notificationValues({ notifications: options }: ArgocdOptions): Values {
  if (!isOn(options)) return { notifications: { enabled: false } };
  const webhooks = Object.keys(options.webhooks);
  return {
    notifications: {
      enabled: true,
      resources: fixed.notifications,
      secret: { create: false, name: credentials },
      notifiers: notifiers(options),
      subscriptions: subscriptions(options),
      templates: messages(webhooks),
      triggers: triggerRules,
    },
  };
}

function notifiers({ slack, webhooks }: NotificationOptions): Readonly<Record<string, string>> {
  const posted = Object.entries(webhooks).map(([name, { url, token }]) => {
    const bearer = token === undefined ? [] : [{ name: "Authorization", value: `Bearer $${webhookKey(name)}` }];
    const headers = [{ name: "Content-Type", value: "application/json" }, ...bearer];
    return [`service.webhook.${name}`, yamlText({ url, headers })] as const;
  });
  return {
    ...(slack === undefined ? {} : { "service.slack": yamlText({ token: `$${slackKey}` }) }),
    ...Object.fromEntries(posted),
  };
}

function subscriptions({ slack, webhooks, triggers, subscriptions: further }: NotificationOptions): readonly Values[] {
  const channels = (slack?.channels ?? []).map((channel) => `slack:${channel.replace(/^#/, "")}`);
  const everyone = [...channels, ...Object.keys(webhooks)];
  const all = everyone.length === 0 ? [] : [{ recipients: everyone, triggers }];
  const rest = further.map(({ recipients, triggers, selector }) => ({
    recipients,
    triggers,
    ...(selector === undefined ? {} : { selector }),
  }));
  return [...all, ...rest];
}

/** The tokens of Slack and of the webhooks, in an object of their own that is there even when it is empty. */
export function notificationSecrets({ notifications: options }: ArgocdOptions): readonly ObjectSpec[] {
  if (!isOn(options)) return [];
  const webhooks = Object.entries(options.webhooks).map(([name, { token }]) => [webhookKey(name), token] as const);
  const all = [[slackKey, options.slack?.token] as const, ...webhooks];
  const held = all.flatMap(([key, token]) => (token === undefined ? [] : [[key, pulumi.secret(token.reveal())]]));
  return [secretObject("notifications", credentials, Object.fromEntries(held))];
}
