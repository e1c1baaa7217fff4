import type { ObjectSpec, Values } from "../addon";
import type { IstioOptions } from "./options";
import { namespaces } from "./release";

interface Target {
  readonly name: string;
  readonly selector: Values;
  readonly port: string;
  readonly path: string;
  /** Whether its pods are in any namespace; else they are in Istio's own. */
  readonly anywhere?: true;
}

// Ports by the names that the charts 1.30.3 give them: the CNI agent's, ztunnel's, and the one of every Envoy, which
// sidecars, waypoints and gateways have.
const cni: Target = {
  name: "istio-cni",
  selector: { matchLabels: { "k8s-app": "istio-cni-node" } },
  port: "metrics",
  path: "/metrics",
};
const ztunnel: Target = {
  name: "ztunnel",
  selector: { matchLabels: { app: "ztunnel" } },
  port: "ztunnel-stats",
  path: "/stats/prometheus",
};
const envoy: Target = {
  name: "envoy-stats",
  selector: { matchExpressions: [{ key: "istio-prometheus-ignore", operator: "DoesNotExist" }] },
  port: "http-envoy-prom",
  path: "/stats/prometheus",
  anywhere: true,
};

/** What Prometheus scrapes: istiod, the agents on nodes, and every Envoy. Source: samples/addons/extras of Istio. */
export function monitorObjects({ mode }: IstioOptions): readonly ObjectSpec[] {
  return [istiodMonitor(), ...[cni, envoy, ...(mode === "ambient" ? [ztunnel] : [])].map(podMonitor)];
}

// Of every revision; a tag's service would be the same pods again.
function istiodMonitor(): ObjectSpec {
  return {
    name: "monitor-istiod",
    apiVersion: "monitoring.coreos.com/v1",
    kind: "ServiceMonitor",
    metadata: { name: "istiod", namespace: namespaces.system },
    fields: {
      spec: {
        selector: {
          matchLabels: { istio: "pilot" },
          matchExpressions: [{ key: "istio.io/tag", operator: "DoesNotExist" }],
        },
        targetLabels: ["istio.io/rev"],
        endpoints: [{ port: "http-monitoring" }],
      },
    },
  };
}

function podMonitor({ name, selector, port, path, anywhere }: Target): ObjectSpec {
  return {
    name: `monitor-${name}`,
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PodMonitor",
    metadata: { name, namespace: namespaces.system },
    fields: {
      spec: {
        selector,
        ...(anywhere === undefined ? {} : { namespaceSelector: { any: true } }),
        podMetricsEndpoints: [{ port, path }],
      },
    },
  };
}
