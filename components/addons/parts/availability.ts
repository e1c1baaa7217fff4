import type { ObjectSpec, Values } from "../addon";

export type Labels = Readonly<Record<string, string>>;

/** Spreads pods over zones. Soft: with a zone down, its replicas start in the others. */
export function zoneSpread(pods: Labels): Values {
  return {
    maxSkew: 1,
    topologyKey: "topology.kubernetes.io/zone",
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: pods },
  };
}

/** Keeps pods off the nodes that others of them are on, where there is another node. */
export function apart(pods: Labels): Values {
  return {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          podAffinityTerm: { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: pods } },
        },
      ],
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
