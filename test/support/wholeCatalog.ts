import { catalog } from "../../components/addons/catalog";
import type { Cloud, Profile } from "../../components/config/clusters/common";
import { leastClusters } from "./clusters";

type Values = Readonly<Record<string, unknown>>;

/** Options without which an add-on cannot be on, by its name and, where they differ, by cloud. */
const leastOptions: Readonly<Record<string, { readonly [cloud in Cloud]?: Values }>> = {
  "cluster-api-operator": { existing: { infrastructure: "aws" } },
  "external-dns": {
    eks: { zones: { "example.com": "Z0123456789ABCDEFGHIJ" } },
    aks: { zones: { "example.com": "example.com" } },
    gke: { zones: { "example.com": "example-com" } },
    existing: {
      zones: { "example.com": "0123456789abcdef0123456789abcdef" },
      cloudflare: { apiToken: { secure: "v1:c2FsdA==:Y2lwaGVydGV4dA==" } },
    },
  },
  vault: { existing: { unseal: "shamir" } },
};

/** The add-ons that exclude one another, of which a stack has one: the first, or the second. */
const alternatives: readonly (readonly [string, string])[] = [
  ["argocd", "flux"],
  ["istio", "linkerd"],
  ["karpenter", "cluster-autoscaler"],
];

// Switched on by the cluster's config and not by themselves.
const autoscalers = ["karpenter", "cluster-autoscaler"];

/** The options of an add-on that is merely on. */
export function leastOptionsOf(addon: string, cloud: Cloud): Values {
  return leastOptions[addon]?.[cloud] ?? {};
}

/** The add-ons that a cloud's cluster can have on by themselves, without those that the cloud has of its own. */
export function addonsFor(cloud: Cloud): readonly string[] {
  const cluster = { ...leastClusters[cloud] } as never;
  return Object.values(catalog)
    .filter(({ name, clouds, builtIn }) => {
      return clouds.includes(cloud) && builtIn?.(cluster) !== true && !autoscalers.includes(name);
    })
    .map(({ name }) => name);
}

/**
 * The config of a stack with every add-on that goes together.
 * @param second true for the other one of those that exclude one another
 */
export function wholeCatalog(cloud: Cloud, profile: Profile, second: boolean): Values {
  const left = alternatives.map((pair) => pair[second ? 0 : 1]);
  const on = addonsFor(cloud).filter((name) => !left.includes(name));
  return {
    cluster: {
      ...leastClusters[cloud],
      profile,
      ...(cloud === "eks" && second ? { autoscaler: "clusterAutoscaler" } : {}),
    },
    addons: Object.fromEntries(on.map((name) => [name, leastOptionsOf(name, cloud)])),
  };
}
