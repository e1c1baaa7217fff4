import * as ec2 from "@pulumi/aws/ec2";
import type { Scope } from "./scope";
import type { Network } from "./vpc";

/** Makes the ways to AWS services that do not leave the VPC: S3 always, others as the config says. */
export function createEndpoints(scope: Scope, network: Network): void {
  createGateway(scope, network);
  const { endpoints } = scope.cluster.network;
  if (endpoints.length > 0) createInterfaces(scope, network, endpoints);
}

function createGateway({ name, region, options, tags }: Scope, { vpc, zones }: Network): void {
  new ec2.VpcEndpoint(
    `${name}-s3`,
    {
      vpcId: vpc.id,
      vpcEndpointType: "Gateway",
      serviceName: `com.amazonaws.${region}.s3`,
      routeTableIds: zones.map(({ privateRoutes }) => privateRoutes.id),
      tags: { ...tags, Name: `${name}-s3` },
    },
    options,
  );
}

function createInterfaces(scope: Scope, { vpc, zones }: Network, services: readonly string[]): void {
  const { name, region, cluster, options, tags } = scope;
  const securityGroup = new ec2.SecurityGroup(
    `${name}-endpoints`,
    {
      name: `${name}-endpoints`,
      description: "AWS services for the VPC over HTTPS",
      vpcId: vpc.id,
      tags: { ...tags, Name: `${name}-endpoints` },
    },
    options,
  );
  new ec2.SecurityGroupRule(
    `${name}-endpoints`,
    {
      type: "ingress",
      description: "HTTPS from the VPC",
      securityGroupId: securityGroup.id,
      protocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrBlocks: [cluster.network.cidr],
    },
    options,
  );
  for (const service of services) {
    const part = `${name}-${service.replaceAll(".", "-")}`;
    new ec2.VpcEndpoint(
      part,
      {
        vpcId: vpc.id,
        vpcEndpointType: "Interface",
        serviceName: `com.amazonaws.${region}.${service}`,
        privateDnsEnabled: true,
        subnetIds: zones.map(({ privateSubnet }) => privateSubnet.id),
        securityGroupIds: [securityGroup.id],
        tags: { ...tags, Name: part },
      },
      options,
    );
  }
}
