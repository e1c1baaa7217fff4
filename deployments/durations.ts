/** Seconds that a cloud usually takes for something. */
export interface Duration {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
}

type Row = readonly [type: RegExp, duration: Duration, source: string];

const usual: Duration = { create: 3, update: 3, delete: 3 };

/**
 * How long the clouds usually take, the first line that fits. The figures are rounded, for somebody who waits; a size, a
 * region or a bad day changes them. The source says where the order of magnitude comes from.
 */
const table: readonly Row[] = [
  [/^pulumi:providers:/, { create: 0, update: 0, delete: 0 }, "made by the engine itself"],
  [
    /^(eks:index:Cluster|aws:eks\/cluster:Cluster)$/,
    { create: 600, update: 600, delete: 300 },
    "EKS User Guide, Create a cluster: several minutes; eksctl, Getting started: 10 to 15 minutes with nodes",
  ],
  [
    /^aws:eks\/nodeGroup:/,
    { create: 150, update: 600, delete: 300 },
    "EKS User Guide, Managed node groups: an update drains node by node, 15 minutes at most each",
  ],
  [/^aws:eks\/addon:/, { create: 45, update: 60, delete: 20 }, "EKS API, DescribeAddon: polled until ACTIVE"],
  [
    /^aws:ec2\/natGateway:/,
    { create: 110, update: 3, delete: 60 },
    "VPC User Guide, NAT gateways: pending for a few minutes",
  ],
  [
    /^aws:ec2\/vpcEndpoint:/,
    { create: 60, update: 30, delete: 60 },
    "PrivateLink Guide: pending until its network interfaces are made",
  ],
  [
    /^aws:ec2\/(vpc|subnet):/,
    { create: 12, update: 12, delete: 3 },
    "subnets with public addresses wait 10 s for the attribute",
  ],
  [/^aws:sqs\/queue:/, { create: 25, update: 60, delete: 60 }, "SQS API: SetQueueAttributes takes up to 60 seconds"],
  [
    /^azure-native:containerservice.*:ManagedCluster$/,
    { create: 300, update: 240, delete: 300 },
    "AKS quickstart: a few minutes",
  ],
  [
    /^azure-native:containerservice.*:AgentPool$/,
    { create: 180, update: 600, delete: 180 },
    "AKS, Upgrade options: node by node",
  ],
  [
    /^azure-native:keyvault.*:Vault$/,
    { create: 60, update: 20, delete: 20 },
    "a vault's DNS name has to be reachable before it is done",
  ],
  [
    /^azure-native:network.*:(NatGateway|PrivateEndpoint|PublicIPAddress)$/,
    { create: 30, update: 15, delete: 30 },
    "Azure Resource Manager: asynchronous, polled each 10 to 15 s",
  ],
  [/^azure-native:/, { create: 8, update: 8, delete: 10 }, "Azure Resource Manager: asynchronous, polled"],
  [
    /^gcp:container\/cluster:/,
    { create: 420, update: 300, delete: 240 },
    "GKE, Creating a regional cluster: several minutes",
  ],
  [
    /^gcp:container\/nodePool:/,
    { create: 120, update: 600, delete: 180 },
    "GKE, Node pool upgrades: surge, node by node",
  ],
  [/^gcp:projects\/service:/, { create: 20, update: 5, delete: 5 }, "Service Usage: an operation that is polled"],
  [
    /^gcp:(compute|servicenetworking|dns)\//,
    { create: 20, update: 15, delete: 20 },
    "Compute Engine: operations that are polled",
  ],
  [
    /^kubernetes:helm\.sh\/v3:Release$/,
    { create: 90, update: 60, delete: 30 },
    "helm --wait: until the pods are ready",
  ],
  [/^kubernetes:core\/v1:Namespace$/, { create: 1, update: 1, delete: 15 }, "deleted when everything in it is"],
  [/^kubernetes:/, { create: 1, update: 1, delete: 1 }, "one request to the API server"],
];

/** How long something of this type usually takes, in seconds. */
export function durationOf(type: string): Duration {
  return table.find(([pattern]) => pattern.test(type))?.[1] ?? usual;
}
