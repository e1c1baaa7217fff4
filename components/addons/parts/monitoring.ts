import type { AddonContext, ObjectSpec, Values } from "../addon";
import type { Labels } from "./availability";

/** An alert on an add-on's metrics. */
export interface Alert {
  readonly alert: string;
  readonly severity: "critical" | "warning";
  /** How long it must hold, such as `10m`. */
  readonly for: string;
  /** In PromQL. */
  readonly expr: string;
  /** One sentence for whoever is on call. */
  readonly summary: string;
}

/** An alert as a rule of Prometheus. */
export const alertRule = ({ alert, severity, for: pending, expr, summary }: Alert): Values => ({
  alert,
  expr,
  for: pending,
  labels: { severity },
  annotations: { summary },
});

/** Alerts as an object of their own, where Prometheus is on. The add-on must name `prometheus` in `after`. */
export function alertRules(
  context: AddonContext,
  name: string,
  namespace: string,
  alerts: readonly Alert[],
): ObjectSpec[] {
  if (!context.on("prometheus")) return [];
  return [
    {
      name: `alerts-${name}`,
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PrometheusRule",
      metadata: { name, namespace },
      fields: { spec: { groups: [{ name, rules: alerts.map(alertRule) }] } },
    },
  ];
}

/** What Prometheus scrapes. */
export interface Scraped {
  readonly name: string;
  readonly namespace: string;
  readonly pods: Labels;
  /** The name of the container's port. */
  readonly port: string;
  /** Unset, `/metrics`. */
  readonly path?: string;
}

/** A pod monitor where Prometheus is on and the chart has no monitor of its own. */
export function podMonitor(context: AddonContext, { name, namespace, pods, port, path }: Scraped): ObjectSpec[] {
  if (!context.on("prometheus")) return [];
  return [
    {
      name: `monitor-${name}`,
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PodMonitor",
      metadata: { name, namespace },
      fields: {
        spec: {
          selector: { matchLabels: pods },
          podMetricsEndpoints: [{ port, ...(path === undefined ? {} : { path }) }],
        },
      },
    },
  ];
}
