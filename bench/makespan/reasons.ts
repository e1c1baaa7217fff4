import { kubernetesReasons } from "./clusterReasons";
import type { Graph, Node } from "./graph";
import { actsAs, encrypts, endsIn, isUsable, text } from "./traits";

/** Why one resource has to wait for another, although no input of it takes an output of the other. */
export interface Reason {
  readonly user: RegExp;
  readonly used: RegExp;
  /** True for those of these types that it holds for; all unless given. */
  readonly when?: (user: Node, used: Node, graph: Graph) => boolean;
  readonly why: string;
  /** True when the order is needed at the end: the engine takes away in the reverse order of making. */
  readonly atEnd?: true;
}

const rights =
  /^(aws:iam\/rolePolicy|azure-native:(authorization:RoleAssignment|managedidentity:Federated)|gcp:.*[iI][aA][mM]Member:)/;
const awsNodes = /^aws:eks\/nodeGroup:/;

const identityReasons: readonly Reason[] = [
  {
    user: /./,
    used: rights,
    when: (user, used, graph) => actsAs(user, graph).some((one) => actsAs(used, graph).includes(one)),
    why: "whoever acts as an identity has its rights first",
  },
  {
    user: /./,
    used: /^gcp:kms\/cryptoKeyIAMMember:/,
    when: (user, used) => encrypts(user).some((key) => encrypts(used).includes(key)),
    why: "a key is usable once its service's agent may use it",
  },
  {
    user: /^gcp:kms\/cryptoKeyIAMMember:/,
    used: /^gcp:projects\/serviceIdentity:/,
    why: "an agent exists before it is given anything",
  },
  {
    user: /^azure-native:authorization:RoleAssignment$/,
    used: /^azure-native:authorization:RoleDefinition$/,
    when: (user, used) => endsIn(text(user, "roleDefinitionId"), text(used, "roleDefinitionId")),
    why: "a role exists before it is given to anybody",
  },
  {
    user: /^gcp:serviceaccount\/iAMMember:/,
    used: /^gcp:container\/cluster:/,
    when: (user) => text(user, "role") === "roles/iam.workloadIdentityUser",
    why: "a project's workload identity pool comes with its first cluster",
  },
];

const awsReasons: readonly Reason[] = [
  {
    user: /^aws:ec2\/(eip|natGateway):/,
    used: /^aws:ec2\/internetGateway:/,
    why: "addresses of the internet are for VPCs that have a gateway to it",
  },
  {
    user: /^aws:eks\/cluster:/,
    used: /^aws:cloudwatch\/logGroup:/,
    why: "EKS would make its log group itself, without our key",
  },
  {
    user: /^aws:eks\/accessPolicyAssociation:/,
    used: /^aws:eks\/accessEntry:/,
    when: (user, used) => text(user, "principalArn") === text(used, "principalArn"),
    why: "a policy is given to who has an entry",
  },
  {
    user: awsNodes,
    used: /^aws:ec2\/(route|routeTableAssociation):/,
    why: "a node joins over its subnet's way out",
  },
  {
    user: awsNodes,
    used: /^aws:ec2\/vpcEndpoint:/,
    why: "controllers reach AWS through it until they have cleaned up",
    atEnd: true,
  },
  {
    user: awsNodes,
    used: /^aws:eks\/addon:/,
    when: (_, used) => ["vpc-cni", "kube-proxy", "eks-pod-identity-agent"].includes(text(used, "addonName")),
    why: "a node is ready once its pods have a network",
  },
  {
    user: /^aws:eks\/addon:/,
    used: awsNodes,
    when: (_, used) => isUsable(used),
    why: "the add-on is active once its pods run",
  },
  {
    user: /^aws:eks\/addon:/,
    used: /^aws:eks\/addon:/,
    when: (user, used) =>
      text(user, "addonName") === "aws-ebs-csi-driver" && text(used, "addonName") === "snapshot-controller",
    why: "the driver's snapshot sidecar needs the controller's definitions",
  },
  {
    user: /^aws:s3\/bucketLifecycleConfiguration:/,
    used: /^aws:s3\/bucketVersioning:/,
    why: "a rule on old versions is for a bucket that has versions",
  },
  {
    user: /^aws:s3\/bucketPolicy:/,
    used: /^aws:s3\/bucketPublicAccessBlock:/,
    why: "S3 takes one change of a bucket's policies at a time",
  },
];

const azureReasons: readonly Reason[] = [
  {
    user: /^azure-native:network:Subnet$/,
    used: /^azure-native:network:Subnet$/,
    why: "Azure changes one subnet of a network at a time",
  },
  {
    user: /^azure-native:containerservice:AgentPool$/,
    used: /^azure-native:containerservice:AgentPool$/,
    why: "AKS makes one pool of a cluster at a time",
  },
  {
    user: /^azure-native:storage:(BlobContainer|ManagementPolicy)$/,
    used: /^azure-native:storage:BlobServiceProperties$/,
    why: "versions are kept from the first object on",
  },
  {
    user: /^azure-native:storage:StorageAccount$/,
    used: /^azure-native:containerservice:ManagedCluster$/,
    why: "the right on its key takes minutes to hold everywhere",
  },
  {
    user: /^azure-native:resources:ResourceGroup$/,
    used: /^azure-native:compute:DiskEncryptionSet$/,
    why: "a key goes after the snapshots that are encrypted with it",
    atEnd: true,
  },
  {
    user: /^azure-native:authorization:ManagementLockByScope$/,
    used: /./,
    why: "a lock goes before what it locks",
    atEnd: true,
  },
];

const googleReasons: readonly Reason[] = [
  {
    user: /^gcp:/,
    used: /^gcp:projects\/service:/,
    why: "a project's APIs are switched on before anything is made in it",
  },
  { user: /^gcp:compute\/address:/, used: /^gcp:compute\/network:/, why: "the API is on once the network is there" },
  {
    user: /^gcp:container\/cluster:/,
    used: /^gcp:compute\/firewall:/,
    why: "no node is ever without the firewall",
  },
  { user: /^gcp:container\/nodePool:/, used: /^gcp:compute\/routerNat:/, why: "nodes fetch images over the way out" },
];

const all: readonly Reason[] = [
  ...identityReasons,
  ...awsReasons,
  ...azureReasons,
  ...googleReasons,
  ...kubernetesReasons,
];

/** Why a resource has to wait for another one; undefined when nothing is known that it waits for. */
export function reasonFor(user: Node, used: Node, graph: Graph): Pick<Reason, "why" | "atEnd"> | undefined {
  const [input] = [...user.data].find(([, urns]) => urns.includes(used.urn)) ?? [];
  if (input === "provider") return { why: "it is reached through it" };
  if (input !== undefined) return { why: `its ${input} comes from there` };
  return all.find(
    ({ user: of, used: on, when }) => of.test(user.type) && on.test(used.type) && (when?.(user, used, graph) ?? true),
  );
}
