import { z } from "zod";
import type { Problem } from "../config/errors";
import { clockDuration } from "../config/fields";
import type { Config } from "../config/parse";
import { clusterAutoscalerImages } from "../versions";
import { type AddonContext, type AddonParts, defineAddon, type Values } from "./addon";
import { zoneSpread } from "./parts/availability";
import { networkPolicies } from "./parts/traffic";

const name = "cluster-autoscaler";
const namespace = "cluster-autoscaler";

const options = z.strictObject({
  expander: z
    .enum(["least-waste", "random", "most-pods", "priority"])
    .default("least-waste")
    .describe("How it chooses between pools that would do; priority needs the chart value expanderPriorities."),
  unneededTime: clockDuration().default("10m").describe("How long a node has to be of no use before it goes."),
  utilization: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe("The part of a node's processors and memory that is asked for, below which the node is of no use."),
  replicas: z.int().min(1).max(3).default(2).describe("How many controllers run, one of which leads."),
});

type Options = z.output<typeof options>;

const profiles = {
  development: { replicas: 1, unneededTime: "5m" },
  ephemeral: { replicas: 1, unneededTime: "2m" },
} satisfies Readonly<Record<string, z.input<typeof options>>>;

/** Adds nodes to EKS's managed node groups, and takes them away, within each pool's min and max. */
export const clusterAutoscaler = defineAddon({
  name,
  summary: "Cluster Autoscaler: as many nodes in each pool as the pods need, on EKS",
  options,
  profiles,
  charts: ["cluster-autoscaler"],
  conflicts: ["karpenter"],
  implied: (cluster) =>
    cluster.cloud === "eks" && cluster.autoscaler === "clusterAutoscaler"
      ? cluster.profile === "production"
        ? {}
        : profiles[cluster.profile]
      : undefined,
  check: autoscalerProblems,
  parts,
});

function autoscalerProblems(_options: Options, { cluster }: Config): readonly Problem[] {
  if (cluster.cloud === "eks" && cluster.autoscaler === "clusterAutoscaler") return [];
  return [{ path: [], found: name, allowed: "only on eks with cluster.autoscaler: clusterAutoscaler" }];
}

function parts(context: AddonContext, chosen: Options): AddonParts {
  context.grant({ namespace, serviceAccount: name }, [{ kind: "nodes.autoscale" }]);
  const objects = networkPolicies(context, {
    namespace,
    ingress: [{ name: "metrics", ports: [8085], from: "prometheus" }],
  });
  return {
    namespaces: [{ name: namespace, podSecurity: "restricted" }],
    releases: [
      {
        name,
        chart: "cluster-autoscaler",
        namespace,
        values: chartValues(context, chosen),
        after: objects.map((object) => object.name),
      },
    ],
    objects,
  };
}

/** Source of the flags: cluster-autoscaler, FAQ.md ("What are the parameters to CA?"). */
function chartValues(context: AddonContext, chosen: Options): Values {
  const tag = Object.entries(clusterAutoscalerImages).find(([minor]) => minor === context.facts.kubernetesVersion)?.[1];
  return {
    fullnameOverride: name,
    cloudProvider: "aws",
    // Nodes answer pods nothing about themselves, so the region has to be told.
    awsRegion: context.region,
    autoDiscovery: { clusterName: context.clusterName },
    image: {
      repository: context.image("registry.k8s.io/autoscaling/cluster-autoscaler"),
      ...(tag === undefined ? {} : { tag }),
    },
    replicaCount: chosen.replicas,
    rbac: { serviceAccount: { create: true, name } },
    extraArgs: {
      expander: chosen.expander,
      "balance-similar-node-groups": true,
      "skip-nodes-with-system-pods": false,
      "skip-nodes-with-local-storage": false,
      "scale-down-unneeded-time": chosen.unneededTime,
      "scale-down-utilization-threshold": chosen.utilization,
    },
    resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "500m", memory: "512Mi" } },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65534,
      fsGroup: 65534,
      seccompProfile: { type: "RuntimeDefault" },
    },
    containerSecurityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
    },
    topologySpreadConstraints: [zoneSpread({ "app.kubernetes.io/instance": name })],
  };
}
