import type { AddonContext, ObjectSpec, Values } from "../addon";
import { namespace, nodesNamespace, release } from "./names";
import type { PrometheusOptions } from "./options";
import { clientsOn } from "./receiving";

/** Who may reach which ports of which pods. Without `from`, anyone. */
interface Opening {
  readonly name: string;
  readonly pods: Readonly<Record<string, string>>;
  readonly ports: readonly number[];
  readonly protocols?: readonly ("TCP" | "UDP")[];
  readonly from?: readonly Values[];
}

const app = (name: string) => ({ "app.kubernetes.io/name": name });

const inNamespaces = (...values: string[]): Values => ({
  namespaceSelector: { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values }] },
});

// Ports: 8080 of Prometheus and Alertmanager is their reloaders' metrics.
function openings({ networkPolicy, grafana }: PrometheusOptions, addons: readonly string[]): readonly Opening[] {
  const own = [inNamespaces(namespace)];
  const clients = [inNamespaces(...new Set([namespace, ...networkPolicy.allowFrom]))];
  return [
    { name: "prometheus", pods: app("prometheus"), ports: [9090, 8080], from: clients },
    ...(addons.length === 0
      ? []
      : [{ name: "add-ons", pods: app("prometheus"), ports: [9090], from: [inNamespaces(...addons)] }]),
    { name: "alertmanager", pods: app("alertmanager"), ports: [9093, 8080], from: clients },
    {
      name: "alertmanager-gossip",
      pods: app("alertmanager"),
      ports: [9094],
      protocols: ["TCP", "UDP"],
      from: [{ podSelector: { matchLabels: app("alertmanager") } }],
    },
    { name: "kube-state-metrics", pods: app("kube-state-metrics"), ports: [8080], from: own },
    // The API server calls the operator's webhooks, from an address that no selector can name.
    { name: "operator", pods: { app: `${release}-operator` }, ports: [10250] },
    ...(grafana.enabled ? [grafanaOpening(grafana.exposure === "none" ? clients : undefined)] : []),
  ];
}

const grafanaOpening = (from: readonly Values[] | undefined): Opening => ({
  name: "grafana",
  pods: app("grafana"),
  ports: [3000],
  ...(from === undefined ? {} : { from }),
});

function policy(name: string, inNamespace: string, spec: Values): ObjectSpec {
  return {
    name,
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, namespace: inNamespace },
    fields: { spec },
  };
}

function opened({ name, pods, ports, protocols = ["TCP"], from }: Opening): ObjectSpec {
  return policy(`allow-${name}`, namespace, {
    podSelector: { matchLabels: pods },
    policyTypes: ["Ingress"],
    ingress: [
      {
        ...(from === undefined ? {} : { from }),
        ports: ports.flatMap((port) => protocols.map((protocol) => ({ port, protocol }))),
      },
    ],
  });
}

const closed = (name: string, inNamespace: string, ...policyTypes: string[]) =>
  policy(name, inNamespace, { podSelector: {}, policyTypes });

/**
 * What pods let in: nothing but what the parts need of each other. Where traffic goes to is left open, since metrics
 * are read everywhere. In the node exporters' namespace every pod is on the host's network, which no policy touches, so
 * anything else there is cut off whatever the option says.
 */
export function networkPolicies(context: AddonContext, options: PrometheusOptions): ObjectSpec[] {
  const nodes = closed("deny-all-nodes", nodesNamespace, "Ingress", "Egress");
  if (!options.networkPolicy.enabled) return [nodes];
  return [closed("deny-all", namespace, "Ingress"), nodes, ...openings(options, clientsOn(context)).map(opened)];
}
