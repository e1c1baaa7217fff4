import type { AddonContext, ObjectSpec, Values } from "../addon";
import { namespace as monitoring } from "../prometheus/names";
import type { Labels } from "./availability";

/** A port by its number, or by the name that a container gives it. */
export type Port = number | string;

/**
 * Who comes in: `prometheus`, where it is on; `anyone`, for what no selector can name, such as the API server that calls
 * a webhook or a load balancer; or the pods of some namespaces.
 */
export type Peer = "prometheus" | "anyone" | { readonly namespaces: readonly string[] };

/** Who may reach which ports of which pods. */
export interface Opening {
  /** Unique in the namespace, such as `webhook`. */
  readonly name: string;
  /** The pods; unset, all of the namespace. */
  readonly pods?: Labels;
  readonly ports: readonly Port[];
  readonly protocol?: "TCP" | "UDP";
  readonly from: Peer;
}

/** Where pods may go, besides the places that all may. */
export interface Way {
  readonly name: string;
  readonly pods?: Labels;
  /** Unset, every port. */
  readonly ports?: readonly Port[];
  readonly protocol?: "TCP" | "UDP";
  readonly to: "anywhere" | { readonly namespaces: readonly string[] };
}

/** The traffic of a namespace. */
export interface Traffic {
  readonly namespace: string;
  readonly ingress: readonly Opening[];
  readonly egress?: readonly Way[];
}

const inNamespaces = (values: readonly string[]): Values => ({
  namespaceSelector: {
    matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: [...values].sort() }],
  },
});

const portsOf = (ports: readonly Port[], protocol: "TCP" | "UDP" = "TCP") => ports.map((port) => ({ port, protocol }));

// Other namespaces' names are known where their add-ons are on.
function peers(context: AddonContext, from: Peer): readonly Values[] | "anyone" | "nobody" {
  if (from === "anyone") return "anyone";
  if (from === "prometheus") return context.on("prometheus") ? [inNamespaces([monitoring])] : "nobody";
  return from.namespaces.length === 0 ? "nobody" : [inNamespaces(from.namespaces)];
}

/**
 * Where every pod may go: pods of its own namespace; DNS; the API server and the cloud's own services, all of which
 * answer on 443 or 6443 and have no address that a selector could name; and the place where workload identity gives out
 * credentials. Sources: "Network Policies" (Kubernetes); each cloud's facts.
 */
function always({ facts }: AddonContext): readonly Values[] {
  return [
    { to: [{ podSelector: {} }] },
    { ports: [...portsOf([53], "UDP"), ...portsOf([53])] },
    { ports: portsOf([443, 6443]) },
    ...facts.credentialEndpoints.map(({ cidr, ports }) => ({ to: [{ ipBlock: { cidr } }], ports: portsOf(ports) })),
  ];
}

function policy(name: string, namespace: string, spec: Values): ObjectSpec {
  return {
    name: `traffic-${namespace}-${name}`,
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, namespace },
    fields: { spec },
  };
}

const selected = (pods: Labels | undefined) => (pods === undefined ? {} : { matchLabels: pods });

/**
 * The network policies of a namespace: nothing comes in but from its own pods and by the openings given, nothing goes out
 * but where all may go and by the ways given.
 */
export function networkPolicies(context: AddonContext, { namespace, ingress, egress = [] }: Traffic): ObjectSpec[] {
  const closed = policy("default-deny", namespace, {
    podSelector: {},
    policyTypes: ["Ingress", "Egress"],
    ingress: [{ from: [{ podSelector: {} }] }],
    egress: always(context),
  });
  const opened = ingress.flatMap(({ name, pods, ports, protocol, from }) => {
    const who = peers(context, from);
    if (who === "nobody") return [];
    return [
      policy(`allow-${name}`, namespace, {
        podSelector: selected(pods),
        policyTypes: ["Ingress"],
        ingress: [{ ...(who === "anyone" ? {} : { from: who }), ports: portsOf(ports, protocol) }],
      }),
    ];
  });
  const ways = egress.map(({ name, pods, ports, protocol, to }) =>
    policy(`to-${name}`, namespace, {
      podSelector: selected(pods),
      policyTypes: ["Egress"],
      egress: [
        {
          ...(to === "anywhere" ? {} : { to: [inNamespaces(to.namespaces)] }),
          ...(ports === undefined ? {} : { ports: portsOf(ports, protocol) }),
        },
      ],
    }),
  );
  return [closed, ...opened, ...ways];
}
