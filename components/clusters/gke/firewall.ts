import { Firewall } from "@pulumi/gcp/compute/firewall";
import type * as pulumi from "@pulumi/pulumi";
import { computeNameOf } from "./names";
import type { GkeSite } from "./site";

/**
 * The ports on which the API server calls admission webhooks and extension APIs in pods. A private cluster's own rule
 * opens 443 and 10250 only. Sources: GKE, "Automatically created firewall rules"; each chart's values.
 */
export const webhookPorts: Readonly<Record<string, readonly string[]>> = {
  "6443": ["prometheus-adapter", "keda"],
  "8000": ["vertical-pod-autoscaler"],
  "8080": ["vault's injector"],
  "8443": ["gatekeeper", "ingress-nginx", "linkerd's injector"],
  "9443": ["kyverno", "keda", "opentelemetry-operator", "linkerd's policy controller"],
  "10250": ["prometheus-operator", "cert-manager", "external-secrets", "chaos-mesh"],
  "15017": ["istiod"],
};

// Behind the rules that GKE and its load balancers make, which are at 1000 and before the implied one at 65535.
const lastPriority = 65_000;

/** What a firewall guards. */
export interface Guarded {
  readonly networkId: pulumi.Input<string>;
  readonly nodeAccount: pulumi.Input<string>;
}

/**
 * Lets the control plane reach webhooks on the nodes, and denies and logs all else that comes in. Nodes are named by
 * their service account, which, other than a network tag, nobody can put on a machine without the right to use it.
 */
export function createFirewall(
  { name, config }: GkeSite,
  { networkId, nodeAccount }: Guarded,
  parent: pulumi.Resource,
): readonly pulumi.Resource[] {
  const logConfig = { metadata: "INCLUDE_ALL_METADATA" };
  const webhooks = new Firewall(
    `${name}-webhooks`,
    {
      name: computeNameOf(name, "webhooks"),
      description: "The control plane to webhooks and extension APIs on nodes.",
      network: networkId,
      direction: "INGRESS",
      sourceRanges: [config.network.controlPlaneCidr],
      targetServiceAccounts: [nodeAccount],
      allows: [{ protocol: "tcp", ports: Object.keys(webhookPorts) }],
    },
    { parent },
  );
  const rest = new Firewall(
    `${name}-deny-ingress`,
    {
      name: computeNameOf(name, "deny-ingress"),
      description: "Everything that no other rule lets in.",
      network: networkId,
      direction: "INGRESS",
      priority: lastPriority,
      sourceRanges: ["0.0.0.0/0"],
      denies: [{ protocol: "all" }],
      logConfig,
    },
    { parent },
  );
  return [webhooks, rest];
}
