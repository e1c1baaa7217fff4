import * as pulumi from "@pulumi/pulumi";
import type { Secret } from "../../config/secret";
import type { ObjectSpec, Values } from "../addon";
import { namespace, release } from "./names";
import type { FluxOptions } from "./options";

const apiVersion = "notification.toolkit.fluxcd.io/v1beta3";

/** The kinds that messages are about. */
const sources = ["GitRepository", "HelmRelease", "HelmRepository", "Kustomization", "OCIRepository"];

/** Whom Flux tells, and of what. Source: Flux, "Providers" (slack, generic) and "Alerts". */
export function notificationObjects({ notifications }: FluxOptions): readonly ObjectSpec[] {
  const { slack, webhooks, severity } = notifications;
  return [
    ...(slack === undefined ? [] : [secret("slack", { token: revealed(slack.token) })]),
    ...(slack?.channels ?? []).flatMap((channel) => {
      const plain = channel.replace(/^#/, "");
      const name = `slack-${plain.replaceAll("_", "-")}`;
      const address = "https://slack.com/api/chat.postMessage";
      return told(name, severity, "slack", { type: "slack", address, channel: plain });
    }),
    ...Object.entries(webhooks).flatMap(([name, { url, token }]) => {
      const own = `webhook-${name}`;
      const headers = token === undefined ? undefined : `Authorization: Bearer ${token.reveal()}\n`;
      return [
        ...(headers === undefined ? [] : [secret(own, { headers: pulumi.secret(headers) })]),
        ...told(own, severity, headers === undefined ? undefined : own, { type: "generic", address: url }),
      ];
    }),
  ];
}

function revealed(value: Secret): pulumi.Output<string> {
  return pulumi.secret(value.reveal());
}

function secret(name: string, stringData: Values): ObjectSpec {
  return {
    name: `notification-${name}`,
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: `notification-${name}`, namespace },
    fields: { type: "Opaque", stringData },
  };
}

function told(name: string, eventSeverity: string, secretOf: string | undefined, spec: Values): ObjectSpec[] {
  const secretRef = secretOf === undefined ? {} : { secretRef: { name: `notification-${secretOf}` } };
  const metadata = { name, namespace };
  return [
    {
      name: `provider-${name}`,
      apiVersion,
      kind: "Provider",
      metadata,
      fields: { spec: { ...spec, ...secretRef } },
      after: [release, ...(secretOf === undefined ? [] : [`notification-${secretOf}`])],
    },
    {
      name: `alert-${name}`,
      apiVersion,
      kind: "Alert",
      metadata,
      fields: {
        spec: {
          providerRef: { name },
          eventSeverity,
          eventSources: sources.map((kind) => ({ kind, name: "*" })),
        },
      },
      after: [`provider-${name}`],
    },
  ];
}
