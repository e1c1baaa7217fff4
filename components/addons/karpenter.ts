import { z } from "zod";
import type { KarpenterFacts } from "../clusters/cluster";
import { lastingNodes } from "../config/checks/eks";
import type { Problem } from "../config/errors";
import { clockDuration } from "../config/fields";
import type { Config } from "../config/parse";
import { type AddonContext, type AddonParts, defineAddon, type ObjectSpec, type Values } from "./addon";

// Where Karpenter's own guide has it: the API server gives controllers of this namespace a share of requests of their
// own. Source: karpenter-provider-aws, v1.13 "Getting Started with Karpenter".
const namespace = "kube-system";
const serviceAccount = "karpenter";
const nodeClass = "default";

const options = z.strictObject({
  capacity: z
    .array(z.enum(["on-demand", "spot"]))
    .min(1)
    .default(["on-demand"])
    .describe("What nodes may be. Spot needs the account's role AWSServiceRoleForEC2Spot to exist."),
  architectures: z
    .array(z.enum(["amd64", "arm64"]))
    .min(1)
    .default(["amd64"])
    .describe("The nodes' processor architectures."),
  categories: z
    .array(z.enum(["c", "m", "r", "t", "i", "d", "x", "g", "p", "inf", "trn"]))
    .min(1)
    .default(["c", "m", "r"])
    .describe("The instance categories to choose from."),
  minGeneration: z.int().min(3).max(9).default(6).describe("The oldest generation of instances."),
  maxCpu: z.int().min(1).max(100_000).default(200).describe("The most processors of all its nodes together."),
  image: z.enum(["al2023", "bottlerocket"]).default("al2023").describe("The nodes' operating system."),
  diskGiB: z.int().min(30).max(16384).default(100).describe("The size of each node's disk in GiB."),
  expireAfter: clockDuration()
    .default("720h")
    .describe("The age at which a node is replaced, and so gets a new image."),
  replicas: z.int().min(1).max(3).default(2).describe("How many controllers run, one of which leads."),
});

type Options = z.output<typeof options>;

const profiles = {
  development: { capacity: ["spot", "on-demand"], maxCpu: 50, replicas: 1 },
  ephemeral: { capacity: ["spot", "on-demand"], maxCpu: 32, replicas: 1 },
} satisfies Readonly<Record<string, z.input<typeof options>>>;

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
  check: problems,
  parts,
});

function problems({ replicas }: Options, { cluster }: Config): readonly Problem[] {
  if (cluster.cloud !== "eks" || cluster.autoscaler !== "karpenter")
    return [{ path: [], found: "karpenter", allowed: "only on eks with cluster.autoscaler: karpenter" }];
  const nodes = lastingNodes(cluster);
  // The chart gives each controller a node of its own, and none that Karpenter made: one too many is pending for ever.
  if (nodes === 0 || replicas <= nodes) return [];
  return [
    {
      path: ["replicas"],
      found: String(replicas),
      allowed: `at most ${nodes}, the nodes that pools without taints always have`,
    },
  ];
}

function parts(context: AddonContext, chosen: Options): AddonParts {
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
    objects: [nodeClassObject(facts, chosen), nodePoolObject(chosen)],
  };
}

// The chart keeps the controllers off Karpenter's own nodes, and apart from each other.
function chartValues(context: AddonContext, { replicas }: Options, facts: KarpenterFacts): Values {
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

// Bottlerocket has its own small disk first. Source: karpenter-provider-aws, v1.13 "NodeClasses", blockDeviceMappings.
function disks(facts: KarpenterFacts, { image, diskGiB }: Options): readonly Values[] {
  const disk = (deviceName: string, gibibytes: number) => ({
    deviceName,
    ebs: {
      volumeType: "gp3",
      volumeSize: `${gibibytes}Gi`,
      encrypted: true,
      kmsKeyID: facts.volumesKey,
      deleteOnTermination: true,
    },
  });
  return image === "bottlerocket" ? [disk("/dev/xvda", 4), disk("/dev/xvdb", diskGiB)] : [disk("/dev/xvda", diskGiB)];
}

function nodeClassObject(facts: KarpenterFacts, chosen: Options): ObjectSpec {
  return {
    name: "node-class",
    apiVersion: "karpenter.k8s.aws/v1",
    kind: "EC2NodeClass",
    metadata: { name: nodeClass },
    fields: {
      spec: {
        amiSelectorTerms: [{ alias: `${chosen.image}@latest` }],
        role: facts.nodeRole,
        subnetSelectorTerms: facts.subnetIds.map((id) => ({ id })),
        securityGroupSelectorTerms: [{ id: facts.securityGroupId }],
        associatePublicIPAddress: false,
        metadataOptions: {
          httpEndpoint: "enabled",
          httpProtocolIPv6: "disabled",
          httpPutResponseHopLimit: 1,
          httpTokens: "required",
        },
        blockDeviceMappings: disks(facts, chosen),
        detailedMonitoring: true,
        tags: facts.tags,
      },
    },
    after: ["karpenter"],
  };
}

function nodePoolObject(chosen: Options): ObjectSpec {
  const oneOf = (key: string, values: readonly string[]) => ({ key, operator: "In", values });
  return {
    name: "node-pool",
    apiVersion: "karpenter.sh/v1",
    kind: "NodePool",
    metadata: { name: "default" },
    fields: {
      spec: {
        template: {
          spec: {
            nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: nodeClass },
            expireAfter: chosen.expireAfter,
            requirements: [
              oneOf("kubernetes.io/os", ["linux"]),
              oneOf("kubernetes.io/arch", chosen.architectures),
              oneOf("karpenter.sh/capacity-type", chosen.capacity),
              oneOf("karpenter.k8s.aws/instance-category", chosen.categories),
              {
                key: "karpenter.k8s.aws/instance-generation",
                operator: "Gt",
                values: [String(chosen.minGeneration - 1)],
              },
            ],
          },
        },
        limits: { cpu: chosen.maxCpu },
        disruption: {
          consolidationPolicy: "WhenEmptyOrUnderutilized",
          consolidateAfter: "5m",
          budgets: [{ nodes: "10%" }],
        },
      },
    },
    // Deleted before the class, which waits until the last node is gone.
    after: ["node-class"],
  };
}
