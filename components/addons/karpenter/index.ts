import type { KarpenterFacts } from "../../clusters/cluster";
import { type AddonContext, type AddonParts, defineAddon, type Values } from "../addon";
import { check } from "./check";
import { nodeObjects } from "./nodes";
import { type KarpenterOptions, options, poolsOf, profiles } from "./options";

// Where Karpenter's own guide has it: the API server gives controllers of this namespace a share of requests of their
// own. Source: karpenter-provider-aws, v1.13 "Getting Started with Karpenter".
const namespace = "kube-system";
const serviceAccount = "karpenter";

/** Starts and stops EC2 instances for the pods that wait, on EKS clusters whose autoscaler it is. */
export const karpenter = defineAddon({
  name: "karpenter",
  summary: "Karpenter: nodes of the right size for the pods that wait, on EKS",
  options,
  profiles,
  charts: ["karpenter", "karpenter-crd"],
  conflicts: ["cluster-autoscaler"],
  // Its nodes are no part of a node group: they go when it still runs, or never.
  leavesThingsBehind: true,
  implied: (cluster) =>
    cluster.cloud === "eks" && cluster.autoscaler === "karpenter"
      ? cluster.profile === "production"
        ? {}
        : profiles[cluster.profile]
      : undefined,
  check,
  parts,
});

function parts(context: AddonContext, chosen: KarpenterOptions): AddonParts {
  const facts = context.facts.karpenter;
  if (facts === undefined) throw new Error("karpenter is not the autoscaler of this cluster");
  context.grant({ namespace, serviceAccount }, [{ kind: "nodes.autoscale" }]);
  return {
    namespaces: [],
    releases: [
      { name: "karpenter-crd", chart: "karpenter-crd", namespace, values: {}, withoutPods: true },
      {
        name: "karpenter",
        chart: "karpenter",
        namespace,
        values: chartValues(context, chosen, facts),
        after: ["karpenter-crd"],
      },
    ],
    objects: nodeObjects(facts, poolsOf(chosen)),
  };
}

// The chart keeps the controllers off Karpenter's own nodes, and apart from each other.
function chartValues(context: AddonContext, { replicas }: KarpenterOptions, facts: KarpenterFacts): Values {
  return {
    replicas,
    serviceAccount: { create: true, name: serviceAccount },
    controller: {
      image: { repository: context.image("public.ecr.aws/karpenter/controller") },
      // Nodes answer pods nothing about themselves, so the region has to be told.
      env: [{ name: "AWS_REGION", value: context.region }],
      resources: { requests: { cpu: "250m", memory: "512Mi" }, limits: { cpu: "1", memory: "1Gi" } },
    },
    settings: {
      clusterName: context.clusterName,
      eksControlPlane: true,
      interruptionQueue: facts.interruptionQueue,
    },
  };
}
