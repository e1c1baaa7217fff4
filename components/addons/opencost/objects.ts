import * as pulumi from "@pulumi/pulumi";
import type { AddonContext, ObjectSpec } from "../addon";
import { dashboard } from "../parts/dashboard";
import { alertRules } from "../parts/monitoring";
import { toPrometheus } from "../parts/prometheusQueries";
import { networkPolicies } from "../parts/traffic";
import type { OpencostOptions } from "./options";
import { apiPort, keySecret, name, namespace } from "./values";

/** What stands beside the release. */
export function opencostObjects(context: AddonContext, options: OpencostOptions): readonly ObjectSpec[] {
  return [
    ...key(options),
    ...networkPolicies(context, {
      namespace,
      ingress: [{ name: "metrics", ports: [apiPort], from: "prometheus" }],
      egress: [toPrometheus],
    }),
    ...alerts(context, options),
    ...graphs(context),
  ];
}

function key({ priceListKey }: OpencostOptions): readonly ObjectSpec[] {
  if (priceListKey === undefined) return [];
  return [
    {
      name: "price-list-key",
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: keySecret.name, namespace },
      fields: { type: "Opaque", stringData: { [keySecret.key]: pulumi.secret(priceListKey.reveal()) } },
    },
  ];
}

// Source of the metrics: OpenCost documentation, "OpenCost Metrics".
const hours = 730;
const gib = 2 ** 30;
const nodes = "sum(avg by (node) (node_total_hourly_cost))";
const volumes = `sum(avg by (persistentvolume) (pv_hourly_cost) * on (persistentvolume) avg by (persistentvolume) (kube_persistentvolume_capacity_bytes) / ${gib})`;
const balancers = "sum(avg by (namespace, service_name) (kubecost_load_balancer_cost))";
const all = `(${nodes} + (${volumes} or vector(0)) + (${balancers} or vector(0)))`;
const cpu =
  "sum by (namespace) (container_cpu_allocation * on (node) group_left() avg by (node) (node_cpu_hourly_cost))";
const memory = `sum by (namespace) (container_memory_allocation_bytes / ${gib} * on (node) group_left() avg by (node) (node_ram_hourly_cost))`;

function alerts(context: AddonContext, { budget }: OpencostOptions): readonly ObjectSpec[] {
  return alertRules(context, name, namespace, [
    {
      alert: "CostsUnknown",
      severity: "warning",
      for: "1h",
      expr: "absent(node_total_hourly_cost)",
      summary: "OpenCost tells no price of any node.",
    },
    ...(budget === undefined
      ? []
      : [
          {
            alert: "CostsOverBudget",
            severity: "warning",
            for: "6h",
            expr: `${all} * ${hours} > ${budget}`,
            summary: `The cluster costs {{ $value | humanize }} dollars a month; the budget is ${budget}.`,
          } as const,
        ]),
  ]);
}

function graphs(context: AddonContext): readonly ObjectSpec[] {
  const unit = "currencyUSD";
  return dashboard(context, "opencost", namespace, "Costs", [
    { title: "All, a month", expr: `${all} * ${hours}`, unit, stat: true },
    { title: "Nodes, a month", expr: `${nodes} * ${hours}`, unit, stat: true },
    { title: "Processors by namespace, a month", expr: `${cpu} * ${hours}`, legend: "{{namespace}}", unit },
    { title: "Memory by namespace, a month", expr: `${memory} * ${hours}`, legend: "{{namespace}}", unit },
    { title: "Volumes, a month", expr: `${volumes} * ${hours}`, unit },
    { title: "Load balancers, a month", expr: `${balancers} * ${hours}`, unit },
    {
      title: "Nodes by kind of machine, an hour",
      expr: "sum by (instance_type) (avg by (node, instance_type) (node_total_hourly_cost))",
      legend: "{{instance_type}}",
      unit,
    },
  ]);
}
