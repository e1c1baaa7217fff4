import { Firewall } from "@pulumi/gcp/compute/firewall";
import type * as pulumi from "@pulumi/pulumi";
import { computeNameOf } from "./names";
import type { GkeSite } from "./site";

// Behind the rules that GKE and its load balancers make, which are at 1000 and before the implied one at 65535.
const lastPriority = 65_000;

/** What a firewall guards. */
export interface Guarded {
  readonly networkId: pulumi.Input<string>;
  readonly nodeAccount: pulumi.Input<string>;
}

/**
 * Lets the control plane reach webhooks and extension APIs of the add-ons that are on, since a private cluster's own rule
 * opens 443 and 10250 only, and denies and logs all else that comes in. Nodes are named by their service account, which,
 * other than a network tag, nobody can put on a machine without the right to use it. Source: GKE, "Automatically created
 * firewall rules".
 */
export function createFirewall(site: GkeSite, guarded: Guarded, parent: pulumi.Resource): readonly pulumi.Resource[] {
  return [...createWebhookRule(site, guarded, parent), createDenyRule(site, guarded, parent)];
}

function createWebhookRule(
  { name, config, webhookPorts }: GkeSite,
  { networkId, nodeAccount }: Guarded,
  parent: pulumi.Resource,
): readonly Firewall[] {
  if (webhookPorts.length === 0) return [];
  const rule = new Firewall(
    `${name}-webhooks`,
    {
      name: computeNameOf(name, "webhooks"),
      description: "The control plane to webhooks and extension APIs on nodes.",
      network: networkId,
      direction: "INGRESS",
      sourceRanges: [config.network.controlPlaneCidr],
      targetServiceAccounts: [nodeAccount],
      allows: [{ protocol: "tcp", ports: webhookPorts.map(String) }],
    },
    { parent },
  );
  return [rule];
}

function createDenyRule({ name }: GkeSite, { networkId }: Guarded, parent: pulumi.Resource): Firewall {
  return new Firewall(
    `${name}-deny-ingress`,
    {
      name: computeNameOf(name, "deny-ingress"),
      description: "Everything that no other rule lets in.",
      network: networkId,
      direction: "INGRESS",
      priority: lastPriority,
      sourceRanges: ["0.0.0.0/0"],
      denies: [{ protocol: "all" }],
      logConfig: { metadata: "INCLUDE_ALL_METADATA" },
    },
    { parent },
  );
}
