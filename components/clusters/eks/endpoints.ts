import * as ec2 from "@pulumi/aws/ec2";
import { allowHttps } from "./reach";
import type { Scope } from "./scope";
import type { Network } from "./vpc";

/**
 * Makes the ways to AWS services that do not leave the VPC: S3 always, others as the config says. Nodes wait for them,
 * and so they are there until the last controller has cleaned up.
 */
export function createEndpoints(scope: Scope, network: Network): readonly ec2.VpcEndpoint[] {
  const { endpoints } = scope.cluster.network;
  return [createGateway(scope, network), ...(endpoints.length > 0 ? createInterfaces(scope, network, endpoints) : [])];
}

function createGateway({ name, region, options, tags }: Scope, { vpc, zones }: Network): ec2.VpcEndpoint {
  return new ec2.VpcEndpoint(
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

function createInterfaces(scope: Scope, { vpc, zones }: Network, services: readonly string[]): ec2.VpcEndpoint[] {
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
  allowHttps(scope, `${name}-endpoints`, "HTTPS from the VPC", cluster.network.cidr, securityGroup.id);
  return services.map((service) => {
    const part = `${name}-${service.replaceAll(".", "-")}`;
    return new ec2.VpcEndpoint(
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
  });
}
