import type { ObjectSpec, Values } from "../addon";

export type Labels = Readonly<Record<string, string>>;

const places = { node: "kubernetes.io/hostname", zone: "topology.kubernetes.io/zone" } as const;

/** Spreads pods over zones. Soft: with a zone down, its replicas start in the others. */
export function zoneSpread(pods: Labels): Values {
  return {
    maxSkew: 1,
    topologyKey: places.zone,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: pods },
  };
}

/** How much it counts, up to 100, that pods are not in one place. */
export interface Apart {
  readonly place: keyof typeof places;
  readonly weight: number;
}

/** Keeps pods out of the places that others of them are in, where there is another place; unset, off their nodes. */
export function apart(pods: Labels, from: readonly Apart[] = [{ place: "node", weight: 100 }]): Values {
  return {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: from.map(({ place, weight }) => ({
        weight,
        podAffinityTerm: { topologyKey: places[place], labelSelector: { matchLabels: pods } },
      })),
    },
  };
}

/**
 * A disruption budget where the chart has none: one pod at a time. Nodes drain also when a pod is broken by itself.
 * @param replicas below two there is none, since it would only hold up the draining of its node
 */
export function disruptionBudget(name: string, namespace: string, pods: Labels, replicas: number): ObjectSpec[] {
  if (replicas < 2) return [];
  return [
    {
      name: `budget-${name}`,
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name, namespace },
      fields: {
        spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow", selector: { matchLabels: pods } },
      },
    },
  ];
}
