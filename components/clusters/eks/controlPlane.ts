import type { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
// Registers the module of `aws:eks`, so that the component's `eksCluster` output comes back as the resource that it is.
import "@pulumi/aws/eks";
// The class by itself: the package as a whole loads all of the AWS SDK.
import { Cluster as ControlPlane } from "@pulumi/eks/cluster";
import { AuthenticationMode } from "@pulumi/eks/types/enums";
import type { AccessEntryArgs } from "@pulumi/eks/types/input";
import type { Keys } from "./keys";
import { createRole, serviceTrust } from "./policy";
import { managedPolicy, type Scope } from "./scope";
import type { Network } from "./vpc";

const logTypes = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

// EKS refuses subnets in zones that the cluster was not made with, and refuses to leave one of those. Its own interfaces
// are in two zones anyway, so two it is: nodes may get a third zone later, and the cluster does not change. Source:
// "Amazon EKS networking requirements for VPC and subnets" (EKS User Guide).
const controlPlaneZones = 2;

/**
 * Makes the control plane, with nothing in it: nodes and add-ons are resources of their own, so that their order and
 * their versions are ours. No security groups besides EKS's own, which EKS deletes by itself: one of ours would be held
 * by network interfaces that outlive the nodes.
 */
export function createControlPlane(scope: Scope, network: Network, keys: Keys, logs: LogGroup): ControlPlane {
  const { cluster, name, options, tags, protect } = scope;
  const { role, policies } = createClusterRole(scope, keys);
  const { access, allowedCidrs } = cluster.endpoint;
  return new ControlPlane(
    name,
    {
      name,
      version: cluster.version,
      serviceRole: role,
      vpcId: network.vpc.id,
      privateSubnetIds: network.zones.slice(0, controlPlaneZones).map(({ privateSubnet }) => privateSubnet.id),
      kubernetesServiceIpAddressRange: cluster.network.serviceCidr,
      endpointPrivateAccess: true,
      endpointPublicAccess: access === "restricted",
      ...(access === "restricted" ? { publicAccessCidrs: [...allowedCidrs] } : {}),
      authenticationMode: AuthenticationMode.Api,
      accessEntries: accessEntries(scope),
      encryptionConfigKeyArn: keys.secrets.arn,
      enabledClusterLogTypes: logTypes,
      deletionProtection: protect,
      upgradePolicy: { supportType: cluster.support.toUpperCase() },
      skipDefaultNodeGroup: true,
      skipDefaultSecurityGroups: true,
      createOidcProvider: false,
      bootstrapSelfManagedAddons: false,
      useDefaultVpcCni: true,
      kubeProxyAddonOptions: { enabled: false },
      corednsAddonOptions: { enabled: false },
      tags,
      clusterTags: tags,
    },
    { ...options, protect, dependsOn: [logs, ...policies] },
  );
}

// Sources: "Amazon EKS cluster IAM role"; "Encrypt Kubernetes secrets with KMS on existing clusters" (EKS User Guide).
function createClusterRole(scope: Scope, keys: Keys) {
  return createRole(scope, "control-plane", {
    description: `The EKS control plane of ${scope.name}`,
    trust: serviceTrust("eks.amazonaws.com"),
    managed: [managedPolicy(scope, "AmazonEKSClusterPolicy")],
    statements: [
      { Action: ["kms:Encrypt", "kms:Decrypt", "kms:ListGrants", "kms:DescribeKey"], Resource: keys.secrets.arn },
    ],
  });
}

interface AccessLevel {
  readonly principals: readonly string[];
  readonly level: string;
  /** Source: "Review access policy permissions" (EKS User Guide). */
  readonly policy: string;
}

function accessEntries(scope: Scope): Record<string, AccessEntryArgs> {
  const { admins, viewers } = scope.cluster.access;
  const levels: readonly AccessLevel[] = [
    { principals: admins, level: "admin", policy: "AmazonEKSClusterAdminPolicy" },
    { principals: viewers, level: "viewer", policy: "AmazonEKSViewPolicy" },
  ];
  return Object.fromEntries(
    levels.flatMap(({ principals, level, policy }) =>
      principals.map((principalArn) => [
        // As it is written: two roles may differ in nothing but a dot and a hyphen.
        `${level}-${principalArn.split(":").slice(4).join("-")}`,
        {
          principalArn,
          tags: scope.tags,
          accessPolicies: {
            [level]: {
              policyArn: `arn:${scope.partition}:eks::aws:cluster-access-policy/${policy}`,
              accessScope: { type: "cluster" },
            },
          },
        },
      ]),
    ),
  );
}
