import type { AddonContext, Values } from "../addon";
import type { ArgocdOptions } from "./options";
import { sizing } from "./sizes";

const oneAtATime = { enabled: true, maxUnavailable: 1 };
const probes = { livenessProbe: { enabled: true }, readinessProbe: { enabled: true } };

// Replicas and disruption budget of a part; a budget over one replica would only hold up the draining of its node.
function replicated(count: number): Values {
  return count > 1 ? { replicas: count, pdb: oneAtATime } : { replicas: count };
}

function autoscaled(count: number, { autoscaling }: ArgocdOptions): Values {
  if (!autoscaling.enabled) return {};
  return { autoscaling: { enabled: true, minReplicas: count, maxReplicas: Math.max(count, autoscaling.maxReplicas) } };
}

/** Replicas, disruption budgets, probes and the spread over zones. */
export function availabilityValues(context: AddonContext, options: ArgocdOptions): Values {
  const plain = options.highAvailability ? 2 : 1;
  const server = options.server.replicas ?? plain;
  const repoServer = options.repoServer.replicas ?? plain;
  const shards = options.controller.replicas ?? (options.highAvailability ? sizing[options.size].shards : 1);
  return {
    global: {
      priorityClassName: options.priorityClass ?? context.priorityClass.standard,
      topologySpreadConstraints: context.facts.zones > 1 ? [zoneSpread] : [],
    },
    controller: replicated(shards),
    server: { ...replicated(server), ...autoscaled(server, options) },
    repoServer: { ...replicated(repoServer), ...autoscaled(repoServer, options) },
    applicationSet: { ...replicated(options.applicationSet.enabled ? plain : 0), ...probes },
    notifications: probes,
  };
}

// Soft: with a zone down, its replicas start in the others. The chart adds each part's own selector.
const zoneSpread = {
  maxSkew: 1,
  topologyKey: "topology.kubernetes.io/zone",
  whenUnsatisfiable: "ScheduleAnyway",
};
