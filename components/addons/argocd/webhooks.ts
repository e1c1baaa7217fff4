import * as pulumi from "@pulumi/pulumi";
import type { ObjectSpec, Values } from "../addon";
import { secretObject } from "./names";
import type { WebhookSecretOptions } from "./notificationOptions";
import type { ArgocdOptions } from "./options";

const webhookSecret = "argocd-webhooks";

// The chart's key for each git server's secret.
const chartKeys = {
  github: "githubSecret",
  gitlab: "gitlabSecret",
  bitbucketServer: "bitbucketServerSecret",
  gogs: "gogsSecret",
} as const satisfies Readonly<Record<keyof WebhookSecretOptions, string>>;

const servers = Object.keys(chartKeys) as (keyof WebhookSecretOptions)[];

/** References to the git servers' secrets, which Argo CD looks up. Source: its "Git Webhook Configuration". */
export function webhookValues({ webhookSecrets }: ArgocdOptions): Values {
  const used = servers.filter((name) => webhookSecrets[name] !== undefined);
  if (used.length === 0) return {};
  return {
    configs: { secret: Object.fromEntries(used.map((name) => [chartKeys[name], `$${webhookSecret}:${name}`])) },
  };
}

/** The git servers' secrets, in an object of their own. */
export function webhookSecrets({ webhookSecrets }: ArgocdOptions): readonly ObjectSpec[] {
  const held = servers.flatMap((name) => {
    const secret = webhookSecrets[name];
    return secret === undefined ? [] : [[name, pulumi.secret(secret.reveal())]];
  });
  return held.length === 0 ? [] : [secretObject("webhooks", webhookSecret, Object.fromEntries(held))];
}
