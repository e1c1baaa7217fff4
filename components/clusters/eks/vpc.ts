import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { zonesWanted } from "../../config/clusters/eksRegions";
import { eksSubnets, type ZoneNetworks } from "../../config/clusters/eksSubnets";
import type { AccountScope, Scope } from "./scope";

/** A zone's subnets and the route table of its private one. */
export interface Zone {
  readonly name: string;
  readonly publicSubnet: ec2.Subnet;
  readonly privateSubnet: ec2.Subnet;
  readonly privateRoutes: ec2.RouteTable;
}

/** The network of a cluster. */
export interface Network {
  readonly vpc: ec2.Vpc;
  readonly zones: readonly Zone[];
  /** The way out, which nodes need before they can join. */
  readonly routes: readonly pulumi.CustomResource[];
}

/** Makes the VPC, and tells the account by it: no other resource has to be looked up for that. */
export function createVpc(scope: Scope): { readonly vpc: ec2.Vpc; readonly account: AccountScope } {
  const { name, cluster, options, tags } = scope;
  const vpc = new ec2.Vpc(
    `${name}-vpc`,
    {
      cidrBlock: cluster.network.cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { ...tags, Name: name },
    },
    options,
  );
  // No rule: whatever is made without a security group of its own reaches nothing.
  new ec2.DefaultSecurityGroup(
    `${name}-default`,
    { vpcId: vpc.id, ingress: [], egress: [], tags: { ...tags, Name: `${name}-default` } },
    options,
  );
  const accountId = cluster.accountId === undefined ? vpc.ownerId : pulumi.output(cluster.accountId);
  return { vpc, account: { ...scope, accountId } };
}

/** Makes subnets, gateways and routes in a VPC. */
export function createNetwork(scope: Scope, vpc: ec2.Vpc): Network {
  const { name, cluster, options, tags } = scope;
  const zoneNames = zonesWanted(cluster.region, cluster.network);
  const networks = eksSubnets(cluster.network.cidr, zoneNames);
  if (networks === undefined) throw new Error(`${cluster.network.cidr} is too small for ${zoneNames.length} zones`);
  const gateway = new ec2.InternetGateway(name, { vpcId: vpc.id, tags: { ...tags, Name: name } }, options);
  const { routeTable, route } = createPublicRoutes(scope, vpc, gateway);
  const zones = networks.map((zone) => createZone(scope, vpc, zone, routeTable));
  const nats = createNats(scope, zones, gateway);
  const ways = zones.map((zone, index) => createWayOut(scope, zone, nats[index % nats.length]));
  return {
    vpc,
    zones: zones.map(({ associations: _, ...zone }) => zone),
    routes: [route, ...zones.flatMap((it) => it.associations), ...ways],
  };
}

function createPublicRoutes({ name, options, tags }: Scope, vpc: ec2.Vpc, gateway: ec2.InternetGateway) {
  const routeTable = new ec2.RouteTable(
    `${name}-public`,
    { vpcId: vpc.id, tags: { ...tags, Name: `${name}-public` } },
    options,
  );
  const route = new ec2.Route(
    `${name}-public`,
    { routeTableId: routeTable.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id },
    options,
  );
  return { routeTable, route };
}

// The role tags tell load balancers their subnets. Source: "Amazon EKS VPC and subnet requirements" (EKS User Guide).
function createZone(scope: Scope, vpc: ec2.Vpc, zone: ZoneNetworks, publicRoutes: ec2.RouteTable) {
  const { name, options, tags } = scope;
  const subnet = (kind: "public" | "private", cidrBlock: string, role: string) =>
    new ec2.Subnet(
      `${name}-${kind}-${zone.zone}`,
      {
        vpcId: vpc.id,
        cidrBlock,
        availabilityZone: zone.zone,
        mapPublicIpOnLaunch: false,
        tags: {
          ...tags,
          Name: `${name}-${kind}-${zone.zone}`,
          [role]: "1",
          [`kubernetes.io/cluster/${name}`]: "shared",
        },
      },
      options,
    );
  const publicSubnet = subnet("public", zone.public.text, "kubernetes.io/role/elb");
  const privateSubnet = subnet("private", zone.private.text, "kubernetes.io/role/internal-elb");
  const privateRoutes = new ec2.RouteTable(
    `${name}-private-${zone.zone}`,
    { vpcId: vpc.id, tags: { ...tags, Name: `${name}-private-${zone.zone}` } },
    options,
  );
  const associate = (kind: string, routeTable: ec2.RouteTable, of: ec2.Subnet) =>
    new ec2.RouteTableAssociation(
      `${name}-${kind}-${zone.zone}`,
      { routeTableId: routeTable.id, subnetId: of.id },
      options,
    );
  const associations = [
    associate("public", publicRoutes, publicSubnet),
    associate("private", privateRoutes, privateSubnet),
  ];
  return { name: zone.zone, publicSubnet, privateSubnet, privateRoutes, associations };
}

function createNats(scope: Scope, zones: readonly Zone[], gateway: ec2.InternetGateway): readonly ec2.NatGateway[] {
  const { name, cluster, options, tags } = scope;
  const wanted = cluster.network.nat === "single" ? zones.slice(0, 1) : zones;
  return wanted.map((zone) => {
    const part = `${name}-nat-${zone.name}`;
    const address = new ec2.Eip(
      part,
      { domain: "vpc", tags: { ...tags, Name: part } },
      { ...options, dependsOn: [gateway] },
    );
    return new ec2.NatGateway(
      part,
      { allocationId: address.id, subnetId: zone.publicSubnet.id, tags: { ...tags, Name: part } },
      { ...options, dependsOn: [gateway] },
    );
  });
}

function createWayOut({ name, options }: Scope, zone: Zone, nat: ec2.NatGateway | undefined): ec2.Route {
  if (nat === undefined) throw new Error(`no NAT gateway for ${zone.name}`);
  return new ec2.Route(
    `${name}-private-${zone.name}`,
    { routeTableId: zone.privateRoutes.id, destinationCidrBlock: "0.0.0.0/0", natGatewayId: nat.id },
    options,
  );
}
