import type * as iam from "@pulumi/aws/iam";
import type * as sqs from "@pulumi/aws/sqs";
import type * as pulumi from "@pulumi/pulumi";
import { volumeKeyStatements } from "./keys";
import type { Statement } from "./policy";
import { type AccountScope, arnOf, clusterArn } from "./scope";

/** What Karpenter uses in the cloud besides instances. */
export interface AutoscalerParts {
  readonly queue: sqs.Queue;
  readonly nodeRole: iam.Role;
  readonly volumesKeyArn: pulumi.Output<string>;
}

/** What an autoscaler may do: Karpenter where its parts are there, Cluster Autoscaler otherwise. */
export function autoscaleStatements(scope: AccountScope, parts: AutoscalerParts | undefined): readonly Statement[] {
  return parts === undefined ? groupStatements(scope) : karpenterStatements(scope, parts);
}

// Source: cluster-autoscaler, cloudprovider/aws/README.md ("Full Cluster Autoscaler Features Policy"). EKS puts the tag
// on the Auto Scaling groups of managed node groups.
function groupStatements(scope: AccountScope): readonly Statement[] {
  return [
    {
      Action: [
        "autoscaling:DescribeAutoScalingGroups",
        "autoscaling:DescribeAutoScalingInstances",
        "autoscaling:DescribeLaunchConfigurations",
        "autoscaling:DescribeScalingActivities",
        "autoscaling:DescribeTags",
        "ec2:DescribeImages",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeLaunchTemplateVersions",
        "ec2:GetInstanceTypesFromInstanceRequirements",
      ],
      Resource: "*",
    },
    { Action: "eks:DescribeNodegroup", Resource: arnOf(scope, "eks", `nodegroup/${scope.name}/*`) },
    {
      Action: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
      Resource: arnOf(scope, "autoscaling", "autoScalingGroup:*"),
      Condition: { StringEquals: { [`aws:ResourceTag/k8s.io/cluster-autoscaler/${scope.name}`]: "owned" } },
    },
  ];
}

/** Source: karpenter-provider-aws, v1.13 "CloudFormation" reference, whose policies these are. */
function karpenterStatements(scope: AccountScope, parts: AutoscalerParts): readonly Statement[] {
  return [
    ...launchStatements(scope),
    ...tagStatements(scope),
    ...profileStatements(scope, parts.nodeRole),
    ...readStatements(scope),
    { Action: ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"], Resource: parts.queue.arn },
    // The disks of nodes that it starts have the cluster's key.
    ...volumeKeyStatements(undefined, parts.volumesKeyArn),
  ];
}

const made = ["fleet", "instance", "volume", "network-interface", "launch-template", "spot-instances-request"];

function ec2Arns({ partition, region }: AccountScope, account: "" | "*", kinds: readonly string[]): readonly string[] {
  return kinds.map((kind) => `arn:${partition}:ec2:${region}:${account}:${kind}/*`);
}

function ownedBy({ name }: AccountScope) {
  return {
    StringEquals: { [`aws:ResourceTag/kubernetes.io/cluster/${name}`]: "owned" },
    StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": "*" },
  };
}

function requestedFor({ name }: AccountScope) {
  return {
    [`aws:RequestTag/kubernetes.io/cluster/${name}`]: "owned",
    "aws:RequestTag/eks:eks-cluster-name": name,
  };
}

function launchStatements(scope: AccountScope): readonly Statement[] {
  const launch = ["ec2:RunInstances", "ec2:CreateFleet"];
  return [
    {
      Action: launch,
      Resource: [
        ...ec2Arns(scope, "", ["image", "snapshot"]),
        ...ec2Arns(scope, "*", ["security-group", "subnet", "capacity-reservation", "placement-group"]),
      ],
    },
    { Action: launch, Resource: ec2Arns(scope, "*", ["launch-template"]), Condition: ownedBy(scope) },
    {
      Action: [...launch, "ec2:CreateLaunchTemplate"],
      Resource: ec2Arns(scope, "*", made),
      Condition: { StringEquals: requestedFor(scope), StringLike: { "aws:RequestTag/karpenter.sh/nodepool": "*" } },
    },
    {
      Action: ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"],
      Resource: ec2Arns(scope, "*", ["instance", "launch-template"]),
      Condition: ownedBy(scope),
    },
  ];
}

function tagStatements(scope: AccountScope): readonly Statement[] {
  const creators = ["RunInstances", "CreateFleet", "CreateLaunchTemplate"];
  return [
    {
      Action: "ec2:CreateTags",
      Resource: ec2Arns(scope, "*", made),
      Condition: {
        StringEquals: { ...requestedFor(scope), "ec2:CreateAction": creators },
        StringLike: { "aws:RequestTag/karpenter.sh/nodepool": "*" },
      },
    },
    {
      Action: "ec2:CreateTags",
      Resource: ec2Arns(scope, "*", ["instance"]),
      Condition: {
        ...ownedBy(scope),
        StringEqualsIfExists: { "aws:RequestTag/eks:eks-cluster-name": scope.name },
        "ForAllValues:StringEquals": { "aws:TagKeys": ["eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name"] },
      },
    },
  ];
}

function profileStatements(scope: AccountScope, nodeRole: iam.Role): readonly Statement[] {
  const { name, region } = scope;
  const Resource = profileArn(scope);
  const regionKey = "topology.kubernetes.io/region";
  const owned = {
    [`aws:ResourceTag/kubernetes.io/cluster/${name}`]: "owned",
    [`aws:ResourceTag/${regionKey}`]: region,
  };
  const requested = { ...requestedFor(scope), [`aws:RequestTag/${regionKey}`]: region };
  const [ofOwned, ofRequested] = [
    { "aws:ResourceTag/karpenter.k8s.aws/ec2nodeclass": "*" },
    { "aws:RequestTag/karpenter.k8s.aws/ec2nodeclass": "*" },
  ];
  return [
    {
      Action: "iam:PassRole",
      Resource: nodeRole.arn,
      Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
    },
    {
      Action: "iam:CreateInstanceProfile",
      Resource,
      Condition: { StringEquals: requested, StringLike: ofRequested },
    },
    {
      Action: "iam:TagInstanceProfile",
      Resource,
      Condition: { StringEquals: { ...owned, ...requested }, StringLike: { ...ofOwned, ...ofRequested } },
    },
    {
      Action: ["iam:AddRoleToInstanceProfile", "iam:RemoveRoleFromInstanceProfile", "iam:DeleteInstanceProfile"],
      Resource,
      Condition: { StringEquals: owned, StringLike: ofOwned },
    },
    { Action: "iam:GetInstanceProfile", Resource },
    { Action: "iam:ListInstanceProfiles", Resource: "*" },
  ];
}

function profileArn({ partition, accountId }: AccountScope): pulumi.Output<string> {
  return accountId.apply((account) => `arn:${partition}:iam::${account}:instance-profile/*`);
}

function readStatements(scope: AccountScope): readonly Statement[] {
  return [
    { Action: "eks:DescribeCluster", Resource: clusterArn(scope) },
    {
      Action: [
        "ec2:DescribeCapacityReservations",
        "ec2:DescribeImages",
        "ec2:DescribeInstances",
        "ec2:DescribeInstanceStatus",
        "ec2:DescribeInstanceTypeOfferings",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeLaunchTemplates",
        "ec2:DescribePlacementGroups",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSpotPriceHistory",
        "ec2:DescribeSubnets",
      ],
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": scope.region } },
    },
    { Action: "ssm:GetParameter", Resource: `arn:${scope.partition}:ssm:${scope.region}::parameter/aws/service/*` },
    { Action: "pricing:GetProducts", Resource: "*" },
  ];
}
