import type { AddonContext, Values } from "../addon";
import { namespace, release } from "./names";
import type { PrometheusOptions } from "./options";

// Add-ons that send samples by themselves, each from a namespace of its own name.
const senders = ["opentelemetry", "tempo"] as const;

function sendersOn(context: AddonContext): readonly string[] {
  return senders.filter((addon) => context.on(addon));
}

// Add-ons that query it by themselves, each from a namespace of its own.
const readers: Readonly<Record<string, string>> = {
  "argo-rollouts": "argo-rollouts",
  linkerd: "linkerd-viz",
  opencost: "opencost",
};

/** The namespaces that samples are sent from and queries come from. */
export function clientsOn(context: AddonContext): readonly string[] {
  const reading = Object.entries(readers).flatMap(([addon, from]) => (context.on(addon) ? [from] : []));
  return [...sendersOn(context), ...reading];
}

// Who sent a metric, as OpenTelemetry says it. Source: Prometheus documentation, "Using Prometheus as your OpenTelemetry
// backend", promoting resource attributes.
const promoted = [
  "service.instance.id",
  "service.name",
  "service.namespace",
  "service.version",
  "deployment.environment.name",
  "k8s.cluster.name",
  "k8s.container.name",
  "k8s.deployment.name",
  "k8s.namespace.name",
  "k8s.node.name",
  "k8s.pod.name",
];

/** What lets Prometheus take samples that are sent to it. They come by several ways, so not always in order. */
export function receiving(context: AddonContext): Values {
  if (sendersOn(context).length === 0) return {};
  const otlp = { enableOTLPReceiver: true, otlp: { promoteResourceAttributes: promoted } };
  return {
    enableRemoteWriteReceiver: true,
    tsdb: { outOfOrderTimeWindow: "10m" },
    ...(context.on("opentelemetry") ? otlp : {}),
  };
}

/** Where each Prometheus takes samples: every one of them has all of the data, so each is sent everything. */
export function receivers(context: AddonContext): readonly string[] {
  const options = context.optionsOf("prometheus") as Pick<PrometheusOptions, "replicas"> | undefined;
  return Array.from(
    { length: options?.replicas ?? 0 },
    (_, index) => `http://prometheus-${release}-prometheus-${index}.prometheus-operated.${namespace}.svc:9090`,
  );
}
