import type { AddonContext, Values } from "../addon";

/** How a server keeps its data, as an option. */
interface StorageOption {
  readonly enabled: boolean;
  readonly size: string;
  readonly class?: string | undefined;
}

/** A custom resource's `storage`: a volume for each replica, or a folder that ends with the pod. */
export function volume(context: AddonContext, storage: StorageOption): Values {
  if (!storage.enabled) return { emptyDir: { sizeLimit: storage.size } };
  const spec = {
    storageClassName: storage.class ?? context.facts.storageClass,
    accessModes: ["ReadWriteOnce"],
    resources: { requests: { storage: storage.size } },
  };
  return { volumeClaimTemplate: { spec } };
}

/**
 * Keeps replicas on different nodes and in different zones. In a cluster of one zone this is a wish and no condition,
 * so that a cluster of one node still takes them.
 */
export function spread(context: AddonContext, replicas: number, labels: Readonly<Record<string, string>>): Values {
  if (replicas === 1) return { podAntiAffinity: "soft" };
  const strict = context.facts.zones > 1;
  const topologySpreadConstraints = [
    {
      maxSkew: 1,
      topologyKey: "topology.kubernetes.io/zone",
      whenUnsatisfiable: strict ? "DoNotSchedule" : "ScheduleAnyway",
      labelSelector: { matchLabels: labels },
    },
  ];
  return { podAntiAffinity: strict ? "hard" : "soft", topologySpreadConstraints };
}
