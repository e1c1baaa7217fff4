import type { AddonContext, Values } from "../addon";
import { namespace } from "./names";
import type { GatekeeperOptions } from "./options";

/** Kubernetes' own namespaces. */
const kubernetes = ["kube-node-lease", "kube-public", "kube-system"];

/** The label of every namespace that this program makes for its add-ons, whose charts are held to rules in the plan. */
const ownLabel = { key: "app.kubernetes.io/managed-by", value: "kubernetes-architect" } as const;

/** The namespaces that no policy is for, by name, in order. */
export function exemptNamespaces({ facts }: AddonContext, { exemptNamespaces: more }: GatekeeperOptions): string[] {
  return [...new Set([...kubernetes, namespace, ...(facts.systemNamespaces ?? []), ...more])].sort();
}

/**
 * Namespaces that the webhook is not called for: the cluster's own parts and the platform's start and heal whether
 * Gatekeeper answers or not, so that refusing pods when it is away cannot keep away what it needs itself.
 */
export function exemptLabels(context: AddonContext, options: GatekeeperOptions): Values {
  return {
    "kubernetes.io/metadata.name": exemptNamespaces(context, options),
    [ownLabel.key]: [ownLabel.value],
  };
}

/** What a constraint looks at. */
export function podsToMatch(context: AddonContext, options: GatekeeperOptions): Values {
  return {
    kinds: [{ apiGroups: [""], kinds: ["Pod"] }],
    excludedNamespaces: exemptNamespaces(context, options),
    namespaceSelector: { matchExpressions: [{ key: ownLabel.key, operator: "NotIn", values: [ownLabel.value] }] },
  };
}
