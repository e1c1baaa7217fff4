import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import type { Cluster as ControlPlane } from "@pulumi/eks/cluster";
import type * as pulumi from "@pulumi/pulumi";
import type { Scope } from "./scope";

/** Lets a network reach a security group's members over HTTPS. */
export function allowHttps(
  scope: Scope,
  name: string,
  description: string,
  cidrIpv4: string,
  securityGroupId: pulumi.Output<string>,
  options: pulumi.CustomResourceOptions = {},
): SecurityGroupIngressRule {
  return new SecurityGroupIngressRule(
    name,
    {
      securityGroupId,
      description,
      cidrIpv4,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      tags: { ...scope.tags, Name: name },
    },
    { ...scope.options, ...options },
  );
}

/**
 * Opens the API server's private address to the VPC and to the networks that it is connected to. EKS's own security group
 * lets in its members only, which a runner in the VPC or behind its VPN is not.
 */
export function openToNetwork(scope: Scope, controlPlane: ControlPlane): readonly SecurityGroupIngressRule[] {
  const { name, cluster } = scope;
  const networks = [
    { of: "the VPC", cidr: cluster.network.cidr },
    ...cluster.network.peeredCidrs.map((peer) => ({ of: peer.name, cidr: peer.cidr })),
  ];
  return networks.map(({ of, cidr }) =>
    allowHttps(
      scope,
      `${name}-api-${cidr}`,
      `API server from ${of}`,
      cidr,
      controlPlane.clusterSecurityGroupId,
      // The group is EKS's and goes with the cluster.
      { deletedWith: controlPlane },
    ),
  );
}
