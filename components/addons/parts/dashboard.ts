import type { AddonContext, ObjectSpec } from "../addon";

/** One graph: its title, what is drawn (PromQL), the legend of each line, and the unit by Grafana's name for it. */
export interface Panel {
  readonly title: string;
  readonly expr: string;
  /** Such as `{{namespace}}`. */
  readonly legend?: string;
  /** Such as `s`, `bytes`, `percentunit`, `reqps`. Default `short`. */
  readonly unit?: string;
  /** One number instead of a graph. */
  readonly stat?: true;
}

const width = 12;
const height = 8;
const datasource = { type: "prometheus", uid: "${datasource}" };

function panel({ title, expr, legend, unit = "short", stat }: Panel, index: number) {
  return {
    id: index + 1,
    type: stat === undefined ? "timeseries" : "stat",
    title,
    datasource,
    gridPos: { x: (index % 2) * width, y: Math.floor(index / 2) * height, w: width, h: height },
    fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
    targets: [{ refId: "A", datasource, expr, ...(legend === undefined ? {} : { legendFormat: legend }) }],
  };
}

/**
 * A Grafana dashboard in a ConfigMap that Grafana's sidecar finds by its label, where Prometheus is on. Source: the
 * grafana chart's values.yaml (sidecar.dashboards) and Grafana, "Dashboard JSON model".
 */
export function dashboard(
  context: AddonContext,
  name: string,
  namespace: string,
  title: string,
  panels: readonly Panel[],
): ObjectSpec[] {
  if (!context.on("prometheus")) return [];
  const model = {
    uid: name,
    title,
    tags: ["kubernetes-architect"],
    schemaVersion: 39,
    editable: false,
    refresh: "1m",
    time: { from: "now-6h", to: "now" },
    templating: { list: [{ name: "datasource", type: "datasource", query: "prometheus", current: {} }] },
    panels: panels.map(panel),
  };
  return [
    {
      name: `dashboard-${name}`,
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: `dashboard-${name}`, namespace, labels: { grafana_dashboard: "1" } },
      fields: { data: { [`${name}.json`]: JSON.stringify(model) } },
    },
  ];
}
