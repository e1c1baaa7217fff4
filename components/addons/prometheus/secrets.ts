import * as pulumi from "@pulumi/pulumi";
import type { Secret } from "../../config/secret";
import type { ObjectSpec } from "../addon";
import { namespace, secretNames } from "./names";
import type { PrometheusOptions } from "./options";
import { receiverSecrets } from "./receivers";
import { ssoSecretKey } from "./sso";

/** The keys of one remote write's credentials in the Secret. */
export const remoteWriteKey = (name: string, part: "username" | "password" | "token") => `${name}-${part}`;

type Data = Readonly<Record<string, Secret | string | undefined>>;

function secretObject(name: string, data: Data | undefined, type = "Opaque"): ObjectSpec[] {
  const filled = Object.entries(data ?? {}).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  if (filled.length === 0) return [];
  const stringData = filled.map(([key, value]) => [
    key,
    typeof value === "string" ? value : pulumi.secret(value.reveal()),
  ]);
  return [
    {
      name,
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name, namespace },
      fields: { type, stringData: Object.fromEntries(stringData) },
    },
  ];
}

function remoteWriteData({ remoteWrite }: PrometheusOptions): Data {
  const entries = remoteWrite.flatMap(({ name, basicAuth, bearerToken }) => [
    [remoteWriteKey(name, "username"), basicAuth?.username] as const,
    [remoteWriteKey(name, "password"), basicAuth?.password] as const,
    [remoteWriteKey(name, "token"), bearerToken] as const,
  ]);
  return Object.fromEntries(entries);
}

/** One Secret for each part that has any; no secret is ever in the chart's values. */
export function secretObjects(options: PrometheusOptions): ObjectSpec[] {
  const { grafana, alertmanager } = options;
  const admin = grafana.enabled ? grafana.adminPassword : undefined;
  const tls = grafana.enabled ? grafana.tls : undefined;
  return [
    ...secretObject(secretNames.receivers, receiverSecrets(alertmanager.receivers)),
    ...secretObject(secretNames.remoteWrite, remoteWriteData(options)),
    ...secretObject(secretNames.grafanaAdmin, admin && { "admin-user": "admin", "admin-password": admin }),
    ...secretObject(
      secretNames.grafanaSso,
      grafana.enabled ? { [ssoSecretKey]: grafana.sso?.clientSecret } : undefined,
    ),
    ...secretObject(
      secretNames.grafanaTls,
      tls?.privateKey && { "tls.crt": tls.certificate, "tls.key": tls.privateKey },
      "kubernetes.io/tls",
    ),
  ];
}
