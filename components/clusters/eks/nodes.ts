import * as autoscaling from "@pulumi/aws/autoscaling";
import * as ec2 from "@pulumi/aws/ec2";
import * as awsEks from "@pulumi/aws/eks";
import type * as iam from "@pulumi/aws/iam";
import type * as kms from "@pulumi/aws/kms";
import type { Cluster as ControlPlane } from "@pulumi/eks/cluster";
import * as pulumi from "@pulumi/pulumi";
import type { EksConfig } from "../../config/clusters";
import { type InstanceType, parseInstance } from "../../config/clusters/eksInstances";
import { physicalName } from "../../config/values/names";
import { createRole, type RoleParts, serviceTrust } from "./policy";
import { managedPolicy, type Scope } from "./scope";
import type { Network } from "./vpc";

type Pool = EksConfig["nodePools"][string];

// Source: EKS API reference, Nodegroup.amiType. Bottlerocket's plain variants have the Neuron driver.
const images = {
  al2023: {
    amd64: { none: "AL2023_x86_64_STANDARD", nvidia: "AL2023_x86_64_NVIDIA", neuron: "AL2023_x86_64_NEURON" },
    arm64: { none: "AL2023_ARM_64_STANDARD", nvidia: "AL2023_ARM_64_NVIDIA", neuron: "AL2023_ARM_64_STANDARD" },
  },
  bottlerocket: {
    amd64: { none: "BOTTLEROCKET_x86_64", nvidia: "BOTTLEROCKET_x86_64_NVIDIA", neuron: "BOTTLEROCKET_x86_64" },
    arm64: { none: "BOTTLEROCKET_ARM_64", nvidia: "BOTTLEROCKET_ARM_64_NVIDIA", neuron: "BOTTLEROCKET_ARM_64" },
  },
} as const satisfies Record<
  Pool["image"],
  Record<InstanceType["architecture"], Record<NonNullable<InstanceType["accelerator"]> | "none", string>>
>;

// Where containers' data is: Bottlerocket keeps it on a disk of its own. Source: bottlerocket, QUICKSTART-EKS.
const dataDisk = { al2023: "/dev/xvda", bottlerocket: "/dev/xvdb" } as const;

const effects: Readonly<Record<string, string>> = {
  NoSchedule: "NO_SCHEDULE",
  PreferNoSchedule: "PREFER_NO_SCHEDULE",
  NoExecute: "NO_EXECUTE",
};

/**
 * Makes a role for nodes: to join and to pull images, no more. The VPC CNI has a role of its own. Source: "Amazon EKS
 * node IAM role" (EKS User Guide).
 */
export function createNodeRole(scope: Scope, part: string): RoleParts {
  const managed = [
    "AmazonEKSWorkerNodePolicy",
    "AmazonEC2ContainerRegistryPullOnly",
    ...(scope.cluster.sessionManager ? ["AmazonSSMManagedInstanceCore"] : []),
  ];
  return createRole(scope, part, {
    description: `Nodes of ${scope.name}`,
    trust: serviceTrust("ec2.amazonaws.com"),
    managed: managed.map((policy) => managedPolicy(scope, policy)),
  });
}

/** What every pool of a cluster is made with. */
export interface PoolParts {
  readonly network: Network;
  readonly controlPlane: ControlPlane;
  readonly volumesKey: kms.Key;
  readonly nodeRole: RoleParts;
  /** What has to work before a node can. */
  readonly before: readonly pulumi.Resource[];
}

/** Makes the managed node groups. */
export function createNodePools(scope: Scope, parts: PoolParts): readonly awsEks.NodeGroup[] {
  return Object.entries(scope.cluster.nodePools).map(([pool, config]) => {
    const template = createLaunchTemplate(scope, pool, config, parts.volumesKey);
    const group = createNodeGroup(scope, pool, config, template, parts);
    tagAutoScalingGroup(scope, pool, group);
    return group;
  });
}

function createLaunchTemplate(scope: Scope, pool: string, config: Pool, key: kms.Key): ec2.LaunchTemplate {
  const { name, options, tags } = scope;
  const nodeTags = { ...tags, Name: `${name}-${pool}` };
  return new ec2.LaunchTemplate(
    `${name}-${pool}`,
    {
      name: physicalName({ max: 128, separator: "-" }, name, pool),
      description: `Nodes of the pool ${pool} of ${name}`,
      updateDefaultVersion: true,
      blockDeviceMappings: [
        {
          deviceName: dataDisk[config.image],
          ebs: {
            volumeType: "gp3",
            volumeSize: config.diskGiB,
            encrypted: "true",
            kmsKeyId: key.arn,
            deleteOnTermination: "true",
          },
        },
      ],
      // One hop: a pod cannot reach the node's credentials. What needs AWS has a role of its own.
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
        instanceMetadataTags: "disabled",
      },
      monitoring: { enabled: true },
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags: nodeTags,
      })),
      tags,
    },
    options,
  );
}

function createNodeGroup(
  scope: Scope,
  pool: string,
  config: Pool,
  template: ec2.LaunchTemplate,
  { network, controlPlane, nodeRole, before }: PoolParts,
): awsEks.NodeGroup {
  const { name, options, tags, cluster } = scope;
  return new awsEks.NodeGroup(
    `${name}-${pool}`,
    {
      clusterName: controlPlane.eksCluster.name,
      nodeGroupName: pool,
      nodeRoleArn: nodeRole.role.arn,
      subnetIds: network.zones.map(({ privateSubnet }) => privateSubnet.id),
      version: config.version ?? cluster.version,
      amiType: amiType(config),
      capacityType: config.spot ? "SPOT" : "ON_DEMAND",
      instanceTypes: [config.instance, ...config.alternatives],
      launchTemplate: { id: template.id, version: pulumi.interpolate`${template.latestVersion}` },
      scalingConfig: { minSize: config.min, maxSize: config.max, desiredSize: config.min },
      updateConfig: { maxUnavailablePercentage: config.maxUnavailablePercent },
      nodeRepairConfig: { enabled: true },
      labels: config.labels,
      taints: config.taints.map(({ key, value, effect }) => ({ key, value, effect: effects[effect] ?? effect })),
      tags,
    },
    {
      ...options,
      dependsOn: [controlPlane, ...nodeRole.policies, ...network.routes, ...before],
      // The autoscaler's, from the first day on.
      ignoreChanges: ["scalingConfig.desiredSize"],
    },
  );
}

function amiType({ instance, image }: Pool): string {
  const type = parseInstance(instance);
  return images[image][type?.architecture ?? "amd64"][type?.accelerator ?? "none"];
}

// EKS makes the group and gives it none of the node group's tags.
function tagAutoScalingGroup({ name, options, tags }: Scope, pool: string, group: awsEks.NodeGroup): void {
  const autoscalingGroupName = group.resources.apply((found) => found[0]?.autoscalingGroups?.[0]?.name ?? "");
  for (const [key, value] of Object.entries(tags)) {
    new autoscaling.Tag(
      `${name}-${pool}-${key}`,
      { autoscalingGroupName, tag: { key, value, propagateAtLaunch: false } },
      options,
    );
  }
}

/** Lets nodes that no node group made join the cluster. */
export function admitNodes(scope: Scope, part: string, controlPlane: ControlPlane, role: iam.Role): awsEks.AccessEntry {
  return new awsEks.AccessEntry(
    `${scope.name}-${part}`,
    { clusterName: controlPlane.eksCluster.name, principalArn: role.arn, type: "EC2_LINUX", tags: scope.tags },
    { ...scope.options, deletedWith: controlPlane },
  );
}
