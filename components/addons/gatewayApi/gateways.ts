import type { Annotations } from "../../clusters/cluster";
import type { AddonContext, ObjectSpec, Values } from "../addon";
import { namespace, plainListener, slug } from "./names";
import type { GatewayOptions } from "./options";

/** How a gateway is reached from outside the cluster. */
export interface Reach {
  readonly type: "LoadBalancer" | "ClusterIP";
  readonly annotations: Annotations;
  readonly allowedCidrs: readonly string[];
}

/**
 * Where nobody told what makes a load balancer internal, as on an existing cluster, a plain one may face the internet or
 * never come up, so there is none unless asked for.
 */
export function reachOf({ facts }: AddonContext, gateway: GatewayOptions): Reach {
  const { internal } = facts.loadBalancer;
  const exposure = gateway.exposure ?? (Object.keys(internal).length > 0 ? "internal" : "cluster");
  const { annotations, allowedCidrs } = gateway;
  if (exposure === "cluster") return { type: "ClusterIP", annotations, allowedCidrs: [] };
  return { type: "LoadBalancer", annotations: { ...facts.loadBalancer[exposure], ...annotations }, allowedCidrs };
}

const secretOf = (name: string, { secretName }: GatewayOptions, host: string) => secretName ?? `${name}-${slug(host)}`;

/** A certificate for each host, which cert-manager keeps in a Secret beside the gateway. */
export function certificateObjects(name: string, gateway: GatewayOptions): readonly ObjectSpec[] {
  const { issuer, hosts } = gateway;
  if (issuer === undefined) return [];
  return hosts.map((host) => {
    const secretName = secretOf(name, gateway, host);
    return {
      name: `certificate-${secretName}`,
      apiVersion: "cert-manager.io/v1",
      kind: "Certificate",
      metadata: { name: secretName, namespace },
      fields: {
        spec: {
          secretName,
          dnsNames: [host],
          issuerRef: { group: "cert-manager.io", kind: issuer.kind, name: issuer.name },
          privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
        },
      },
    };
  });
}

function listeners(name: string, gateway: GatewayOptions): readonly Values[] {
  const { hosts, namespaces } = gateway;
  const from =
    namespaces === undefined
      ? { from: "All" }
      : {
          from: "Selector",
          selector: {
            matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: [...namespaces].sort() }],
          },
        };
  return [
    { name: plainListener, port: 80, protocol: "HTTP", allowedRoutes: { namespaces: { from: "Same" } } },
    ...hosts.map((hostname) => ({
      name: slug(hostname),
      hostname,
      port: 443,
      protocol: "HTTPS",
      tls: { mode: "Terminate", certificateRefs: [{ kind: "Secret", name: secretOf(name, gateway, hostname) }] },
      allowedRoutes: { namespaces: from },
    })),
  ];
}

/** What a gateway is made of: its class, and what its controller is told of it. */
export interface GatewaySpec {
  readonly className: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly infrastructure: Values;
  /** Names of releases and objects that must be there first. */
  readonly after: readonly string[];
}

/** A gateway, and the route that sends what comes over http to https. */
export function gatewayObjects(name: string, gateway: GatewayOptions, spec: GatewaySpec): readonly ObjectSpec[] {
  const object = `gateway-${name}`;
  return [
    {
      name: object,
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "Gateway",
      metadata: { name, namespace, ...(spec.labels === undefined ? {} : { labels: spec.labels }) },
      fields: {
        spec: {
          gatewayClassName: spec.className,
          infrastructure: spec.infrastructure,
          listeners: listeners(name, gateway),
        },
      },
      after: spec.after,
    },
    {
      name: `redirect-${name}`,
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: { name: `${name}-to-https`, namespace },
      fields: {
        spec: {
          parentRefs: [{ name, sectionName: plainListener }],
          rules: [{ filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } }] }],
        },
      },
      after: [object],
    },
  ];
}
