import type { AddonContext, ObjectSpec } from "../addon";

/** What Grafana reads from, as its provisioning files write it. */
export interface DataSource {
  /** By which dashboards and other data sources find it. */
  readonly uid: string;
  /** What a person sees. */
  readonly name: string;
  /** The kind of Grafana's plugin, such as `loki`. */
  readonly type: string;
  readonly url: string;
  readonly jsonData?: Readonly<Record<string, unknown>>;
}

/** The uid of Prometheus's own data source. Source: kube-prometheus-stack, values.yaml (grafana.sidecar.datasources). */
export const prometheusSource = "prometheus";

/** True where Grafana runs. */
export function hasGrafana(context: AddonContext): boolean {
  const grafana = context.optionsOf("prometheus")?.grafana as { readonly enabled?: boolean } | undefined;
  return grafana?.enabled === true;
}

// Add-ons that have a data source, each in the namespace of its own name.
const withSource = ["loki", "tempo"] as const;

/** The namespaces that Grafana looks for data sources in, besides its own: no others, since a source can be anything. */
export function sourceNamespaces(context: AddonContext): readonly string[] {
  return withSource.filter((addon) => context.on(addon));
}

/**
 * A data source in a ConfigMap that Grafana's sidecar finds by its label, where Grafana runs: see sourceNamespaces.
 * Source: the grafana chart's values.yaml (sidecar.datasources); Grafana, "Provision Grafana", data sources.
 */
export function dataSource(context: AddonContext, namespace: string, source: DataSource): ObjectSpec[] {
  if (!hasGrafana(context)) return [];
  const file = { apiVersion: 1, datasources: [{ access: "proxy", isDefault: false, editable: false, ...source }] };
  return [
    {
      name: `data-source-${source.uid}`,
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: `data-source-${source.uid}`, namespace, labels: { grafana_datasource: "1" } },
      fields: { data: { [`${source.uid}.yaml`]: JSON.stringify(file, null, 2) } },
    },
  ];
}
