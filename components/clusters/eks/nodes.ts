import { createHash } from "node:crypto";
import * as autoscaling from "@pulumi/aws/autoscaling";
import * as ec2 from "@pulumi/aws/ec2";
import * as awsEks from "@pulumi/aws/eks";
import type * as iam from "@pulumi/aws/iam";
import type * as kms from "@pulumi/aws/kms";
import type { Cluster as ControlPlane } from "@pulumi/eks/cluster";
import * as pulumi from "@pulumi/pulumi";
import { lastingTags } from "../../config/lifetime";
import { physicalName } from "../../config/values/names";
import { amiType, disksOf, type Pool } from "./nodeImages";
import { createRole, type RoleParts, serviceTrust } from "./policy";
import { managedPolicy, type Scope } from "./scope";
import type { Network } from "./vpc";

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
  const nodeTags = { ...lastingTags(tags), Name: `${name}-${pool}` };
  return new ec2.LaunchTemplate(
    `${name}-${pool}`,
    {
      name: physicalName({ max: 128, separator: "-" }, name, pool),
      description: `Nodes of the pool ${pool} of ${name}`,
      updateDefaultVersion: true,
      blockDeviceMappings: disksOf(config, key.arn),
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
      tags: { ...tags, Name: `${name}-${pool}` },
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
      nodeGroupName: groupName(pool, config, network),
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
      ignoreChanges: leftAlone(cluster),
      // The AWS provider would delete whatever has a name of its own first, and the pods would have nowhere to go.
      deleteBeforeReplace: false,
    },
  );
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

/**
 * What of a node group is somebody else's from the first day on: its size, where Cluster Autoscaler keeps it. Elsewhere
 * the size has to follow `min`, since EKS refuses a `min` above it.
 */
export function leftAlone({ autoscaler }: Scope["cluster"]): string[] {
  return autoscaler === "clusterAutoscaler" ? ["scalingConfig.desiredSize"] : [];
}

/**
 * A group's name ends in a hash of what AWS cannot change in place, so that there is room for the group that replaces it
 * beside it.
 */
function groupName(pool: string, config: Pool, { zones }: Network): string {
  const { instance, alternatives, spot } = config;
  const fixed = [instance, ...alternatives, amiType(config), spot, ...zones.map(({ name }) => name)];
  const hash = createHash("sha256").update(fixed.join("\0")).digest("hex").slice(0, 6);
  return physicalName({ max: 63, separator: "-" }, pool, hash);
}

/** Lets nodes that no node group made join the cluster. */
export function admitNodes(scope: Scope, part: string, controlPlane: ControlPlane, role: iam.Role): awsEks.AccessEntry {
  return new awsEks.AccessEntry(
    `${scope.name}-${part}`,
    { clusterName: controlPlane.eksCluster.name, principalArn: role.arn, type: "EC2_LINUX", tags: scope.tags },
    { ...scope.options, deletedWith: controlPlane },
  );
}
