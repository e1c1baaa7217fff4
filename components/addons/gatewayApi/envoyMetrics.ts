import type { Panel } from "../parts/dashboard";
import type { Alert } from "../parts/monitoring";
import { envoyNamespace } from "./names";

const own = `namespace="${envoyNamespace}"`;
const rate = (classes: string) =>
  `sum by (pod) (rate(envoy_http_downstream_rq_xx{${own}, envoy_response_code_class=~"${classes}"}[5m]))`;

// Metric names: Envoy, "Statistics"; Envoy Gateway v1.9, internal/message/metrics.go.
export const alerts: readonly Alert[] = [
  {
    alert: "EnvoyGatewayDown",
    severity: "warning",
    for: "15m",
    expr: `absent(up{${own}, container="envoy-gateway"} == 1)`,
    summary:
      "No Envoy Gateway answers: gateways go on as they are, and changes of routes and certificates are not seen.",
  },
  {
    alert: "EnvoyGatewayFailing",
    severity: "warning",
    for: "15m",
    expr: `sum by (runner) (increase(watchable_subscribe_total{${own}, status="failure"}[15m])) > 0`,
    summary: "Envoy Gateway's {{ $labels.runner }} fails: some gateway or route is not what was asked for.",
  },
  {
    alert: "EnvoyProxyDown",
    severity: "critical",
    for: "5m",
    expr: `sum by (pod) (up{${own}, container="envoy"}) == 0`,
    summary: "The proxy {{ $labels.pod }} of a gateway has not answered for five minutes.",
  },
  {
    alert: "GatewayServerErrors",
    severity: "warning",
    for: "10m",
    expr: `${rate("5")} / ${rate(".")} > 0.05 and ${rate(".")} > 1`,
    summary: "More than 5% of the answers through {{ $labels.pod }} are errors of servers.",
  },
];

export const panels: readonly Panel[] = [
  {
    title: "Requests by kind of answer",
    expr: `sum by (envoy_response_code_class) (rate(envoy_http_downstream_rq_xx{${own}}[5m]))`,
    legend: "{{envoy_response_code_class}}xx",
    unit: "reqps",
  },
  {
    title: "Time to answer, 99th of 100",
    expr: `histogram_quantile(0.99, sum by (le) (rate(envoy_http_downstream_rq_time_bucket{${own}}[5m])))`,
    unit: "ms",
  },
  {
    title: "Connections",
    expr: `sum by (pod) (envoy_http_downstream_cx_active{${own}})`,
    legend: "{{pod}}",
  },
  {
    title: "Processors",
    expr: `sum by (pod) (rate(container_cpu_usage_seconds_total{${own}, container="envoy"}[5m]))`,
    legend: "{{pod}}",
  },
];
