import { stringify } from "yaml";
import type { ObjectSpec } from "../addon";

/** The namespace of Argo CD, which its own pods and secrets are in. */
export const namespace = "argocd";

/** The release's name; the chart's names start with it. */
export const release = "argocd";

/** A piece of configuration as the YAML text that Argo CD takes, each value on a line of its own. */
export function yamlText(value: unknown): string {
  return stringify(value, { lineWidth: 0 });
}

/** Argo CD resolves `$secret:key` only in secrets that carry this label. Source: its "User Management" guide. */
const readable = { "app.kubernetes.io/part-of": "argocd" };

/** A secret that Argo CD reads. */
export function secretObject(
  name: string,
  secretName: string,
  stringData: ObjectSpec["fields"],
  extra: { readonly type?: string; readonly labels?: Readonly<Record<string, string>> } = {},
): ObjectSpec {
  return {
    name,
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: secretName, namespace, labels: { ...readable, ...extra.labels } },
    fields: { type: extra.type ?? "Opaque", stringData },
  };
}
