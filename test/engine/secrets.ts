import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import type { EngineStack, Values } from "./support";

/** Secrets for the options that take one, by the option's path. No part of them is a word of anything else. */
export const planted: Readonly<Record<string, string>> = {
  "gitops.repositories.private.password": "Qx7-gitops-Wv3k",
  "addons.argocd.sso.clientSecret": "Qx7-oidc-Jd8m",
  "addons.argocd.values.configs.secret.extra.planted": "Qx7-chart-Zt5p",
  "addons.prometheus.alertmanager.receivers.ops.slack.webhookUrl": "https://hooks.example.com/Qx7-slack-Nb4r",
  "addons.prometheus.grafana.adminPassword": "Qx7-grafana-Lh9s",
};

// What stands beside the secrets.
function around({ gitops, addons }: Values): Values {
  const { argocd, prometheus, ...others } = addons as Record<string, Values>;
  return {
    gitops: {
      ...(gitops as Values),
      repositories: { private: { url: "https://git.example.com/a.git", username: "git" } },
    },
    addons: {
      ...others,
      argocd: {
        ...argocd,
        server: { host: "argocd.example.com" },
        sso: { issuer: "https://sso.example.com", clientId: "argocd", adminGroups: ["platform"] },
      },
      prometheus: { ...prometheus, alertmanager: { receivers: { ops: { slack: { channel: "#ops" } } } } },
    },
  };
}

/** Puts the planted secrets into a stack's file, encrypted. */
export async function plant(stack: EngineStack): Promise<void> {
  stack.edit((values) => Object.assign(values, around(values)));
  await stack.setSecrets(planted);
}

/** The forms that a secret's text could stand in: as it is, and in base64 at each place that a byte can have there. */
function formsOf(text: string): readonly string[] {
  const encoded = [0, 1, 2].map((shift) => {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]);
    return bytes.toString("base64").slice(Math.ceil((shift * 8) / 6), Math.floor((bytes.length * 8) / 6));
  });
  return [text, ...encoded];
}

/** Which planted secrets stand in a text in plain. */
export function leaksIn(text: string): readonly string[] {
  return Object.entries(planted).flatMap(([option, secret]) =>
    formsOf(secret).some((form) => text.includes(form)) ? [option] : [],
  );
}

/** The text of every file under a folder. */
export function textsUnder(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map(({ parentPath, name }) => path.join(parentPath, name));
  return new Map(files.map((file) => [file, readFileSync(file, "utf8")]));
}
