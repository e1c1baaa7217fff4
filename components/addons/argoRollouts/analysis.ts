import type { AddonContext, ObjectSpec } from "../addon";
import { prometheusAddress } from "../parts/prometheusQueries";
import { release } from "./names";

/** How a mesh counts requests: what a rollout has to say of itself, and the queries of the last minutes. */
interface Mesh {
  /** Arguments that a rollout must give. */
  readonly args: readonly string[];
  /** The part of requests that were answered without an error of the server. */
  readonly successRate: string;
  /** The 95th percentile of the answers' time, in milliseconds. */
  readonly latency: string;
}

function istio(mode: unknown): Mesh {
  // With sidecars the receiving one counts; without, the waypoint does.
  const reporter = mode === "ambient" ? "waypoint" : "destination";
  const to = `reporter="${reporter}", destination_service_namespace="{{args.namespace}}", destination_service_name="{{args.service}}"`;
  const requests = (more: string) => `sum(rate(istio_requests_total{${to}${more}}[2m]))`;
  return {
    args: ["namespace", "service"],
    successRate: `${requests(', response_code!~"5.*"')} / ${requests("")}`,
    latency: `histogram_quantile(0.95, sum by (le) (rate(istio_request_duration_milliseconds_bucket{${to}}[2m])))`,
  };
}

// Linkerd's proxies know their pod and no service; the pods of a revision carry its hash in their names.
function linkerd(): Mesh {
  const to = 'direction="inbound", namespace="{{args.namespace}}", pod=~".+-{{args.hash}}-.+"';
  const responses = (more: string) => `sum(rate(response_total{${to}${more}}[2m]))`;
  return {
    args: ["namespace", "hash"],
    successRate: `${responses(', classification="success"')} / ${responses("")}`,
    latency: `histogram_quantile(0.95, sum by (le) (rate(response_latency_ms_bucket{${to}}[2m])))`,
  };
}

/**
 * Analyses that any rollout can refer to, by what the mesh that is on counts: the part of successful requests, and how
 * long answers take. Without traffic they end inconclusive, which pauses a rollout. Sources: Argo Rollouts, "Analysis &
 * Progressive Delivery"; Istio, "Standard Metrics"; Linkerd, "Proxy Metrics".
 */
export function analysisTemplates(context: AddonContext): readonly ObjectSpec[] {
  if (!context.on("prometheus")) return [];
  const mesh = context.on("istio")
    ? istio(context.optionsOf("istio")?.mode)
    : context.on("linkerd")
      ? linkerd()
      : undefined;
  if (mesh === undefined) return [];
  return [
    template("success-rate", mesh, { name: "atLeast", value: "0.99" }, mesh.successRate, ">="),
    template("latency", mesh, { name: "atMostMilliseconds", value: "500" }, mesh.latency, "<="),
  ];
}

function template(
  name: string,
  { args }: Mesh,
  limit: { readonly name: string; readonly value: string },
  query: string,
  good: ">=" | "<=",
): ObjectSpec {
  const bad = good === ">=" ? "<" : ">";
  const measured = "len(result) > 0 && !isNaN(result[0])";
  return {
    name: `analysis-${name}`,
    apiVersion: "argoproj.io/v1alpha1",
    kind: "ClusterAnalysisTemplate",
    metadata: { name },
    fields: {
      spec: {
        args: [...args.map((arg) => ({ name: arg })), limit],
        metrics: [
          {
            name,
            interval: "1m",
            count: 5,
            failureLimit: 1,
            inconclusiveLimit: 2,
            successCondition: `${measured} && result[0] ${good} {{args.${limit.name}}}`,
            failureCondition: `${measured} && result[0] ${bad} {{args.${limit.name}}}`,
            provider: { prometheus: { address: prometheusAddress, query } },
          },
        ],
      },
    },
    after: [release],
  };
}
