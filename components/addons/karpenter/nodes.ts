import type { KarpenterFacts } from "../../clusters/cluster";
import type { ObjectSpec, Values } from "../addon";
import { defaultPool, type Pool } from "./options";

// The pool `default` and its class have the names that they had when there was no other.
const planName = (part: "node-class" | "node-pool", pool: string) => (pool === defaultPool ? part : `${part}-${pool}`);

/** The class of the pool `default`, unless a pool starts other machines: then its own, whatever other pools there are. */
function classOf(pool: Pool, pools: readonly Pool[]): string {
  const usual = pools.find(({ name }) => name === defaultPool);
  const same = usual?.image === pool.image && usual.diskGiB === pool.diskGiB;
  return same ? defaultPool : pool.name;
}

/** The classes of all pools, each once, and the pools. */
export function nodeObjects(facts: KarpenterFacts, pools: readonly Pool[]): readonly ObjectSpec[] {
  const classes = pools.filter((pool) => classOf(pool, pools) === pool.name);
  return [
    ...classes.map((pool) => nodeClassObject(facts, pool)),
    ...pools.map((pool) => nodePoolObject(pool, classOf(pool, pools))),
  ];
}

// Bottlerocket has its own small disk first. Source: karpenter-provider-aws, v1.13 "NodeClasses", blockDeviceMappings.
function disks(facts: KarpenterFacts, { image, diskGiB }: Pool): readonly Values[] {
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

function nodeClassObject(facts: KarpenterFacts, pool: Pool): ObjectSpec {
  return {
    name: planName("node-class", pool.name),
    apiVersion: "karpenter.k8s.aws/v1",
    kind: "EC2NodeClass",
    metadata: { name: pool.name },
    fields: {
      spec: {
        amiSelectorTerms: [{ alias: `${pool.image}@latest` }],
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
        blockDeviceMappings: disks(facts, pool),
        detailedMonitoring: true,
        tags: facts.tags,
      },
    },
    after: ["karpenter"],
  };
}

function requirements(pool: Pool): readonly Values[] {
  const oneOf = (key: string, values: readonly string[]) => ({ key, operator: "In", values });
  const machines =
    pool.instances === undefined
      ? [
          oneOf("karpenter.k8s.aws/instance-category", pool.categories),
          {
            key: "karpenter.k8s.aws/instance-generation",
            operator: "Gt",
            values: [String(pool.minGeneration - 1)],
          },
        ]
      : [oneOf("node.kubernetes.io/instance-type", pool.instances)];
  return [
    oneOf("kubernetes.io/os", ["linux"]),
    oneOf("kubernetes.io/arch", pool.architectures),
    oneOf("karpenter.sh/capacity-type", pool.capacity),
    ...machines,
    ...(pool.zones === undefined ? [] : [oneOf("topology.kubernetes.io/zone", pool.zones)]),
  ];
}

function nodePoolObject(pool: Pool, nodeClass: string): ObjectSpec {
  const { labels, taints, weight, maxCpu, maxMemoryGiB, maxGpus, expireAfter } = pool;
  return {
    name: planName("node-pool", pool.name),
    apiVersion: "karpenter.sh/v1",
    kind: "NodePool",
    metadata: { name: pool.name },
    fields: {
      spec: {
        template: {
          ...(Object.keys(labels).length === 0 ? {} : { metadata: { labels } }),
          spec: {
            nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: nodeClass },
            expireAfter,
            ...(taints.length === 0 ? {} : { taints }),
            requirements: requirements(pool),
          },
        },
        limits: {
          cpu: maxCpu,
          ...(maxMemoryGiB === undefined ? {} : { memory: `${maxMemoryGiB}Gi` }),
          ...(maxGpus === undefined ? {} : { "nvidia.com/gpu": maxGpus }),
        },
        ...(weight === undefined ? {} : { weight }),
        disruption: {
          consolidationPolicy: "WhenEmptyOrUnderutilized",
          consolidateAfter: "5m",
          budgets: [{ nodes: "10%" }],
        },
      },
    },
    // Deleted before the class, which waits until the last node is gone.
    after: [planName("node-class", nodeClass)],
  };
}
