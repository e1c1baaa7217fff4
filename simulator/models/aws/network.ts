import { contains, overlaps, parseCidr } from "../../../components/config/values/cidr";
import type { ModelContext, Properties } from "../../model";
import { hex, type Models, refusals, text } from "../fields";
import { account, ec2, ec2Id, regionOf, role } from "./names";

const vpcType = "aws:ec2/vpc:Vpc";
const subnetType = "aws:ec2/subnet:Subnet";
const groupType = "aws:ec2/securityGroup:SecurityGroup";
const tableType = "aws:ec2/routeTable:RouteTable";
const gatewayType = "aws:ec2/internetGateway:InternetGateway";
const natType = "aws:ec2/natGateway:NatGateway";
const inVpc = { vpcId: { type: vpcType } };
const owned = () => ({ ownerId: account });

/**
 * Networks. Sources: each type's documentation in @pulumi/aws for what forces a new resource; the EC2 API reference for
 * ids and refusals.
 */
export const networkModels: Models = {
  [vpcType]: ec2("vpc", "vpc", {
    // A VPC comes with a security group, a route table and an ACL of its own, and goes with them.
    outputs: (_inputs, id) => ({
      ownerId: account,
      defaultSecurityGroupId: `sg-${id.slice(4)}`,
      defaultRouteTableId: `rtb-${id.slice(4)}`,
      defaultNetworkAclId: `acl-${id.slice(4)}`,
      mainRouteTableId: `rtb-${id.slice(4)}`,
      dhcpOptionsId: `dopt-0${hex(0, 16)}`,
    }),
    replaceOn: ["cidrBlock", "instanceTenancy"],
    refuse: (inputs) => {
      const block = parseCidr(text(inputs, "cidrBlock"));
      const isOff = block === undefined || block.prefix < 16 || block.prefix > 28;
      return isOff ? [`InvalidVpc.Range: The CIDR '${text(inputs, "cidrBlock")}' is invalid.`] : [];
    },
  }),
  [subnetType]: ec2("subnet", "subnet", {
    outputs: owned,
    refs: inVpc,
    replaceOn: ["vpcId", "cidrBlock", "availabilityZone", "availabilityZoneId"],
    refuse: badSubnet,
  }),
  [gatewayType]: ec2("igw", "internet-gateway", {
    outputs: owned,
    refs: inVpc,
    refuseDelete: ({ inputs }, cloud) => {
      const subnets = cloud.resources.filter(
        ({ type, inputs: other }) => type === subnetType && other.vpcId === inputs.vpcId,
      );
      const ids = subnets.map(({ id }) => id);
      const isMapped = cloud.resources.some(
        ({ type, inputs: other }) => type === natType && ids.includes(text(other, "subnetId")),
      );
      return refusals([
        [
          isMapped,
          `DependencyViolation: Network ${text(inputs, "vpcId")} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
        ],
      ]);
    },
  }),
  "aws:ec2/eip:Eip": ec2("eipalloc", "elastic-ip", {
    outputs: (_inputs, id, { serial }) => ({
      allocationId: id,
      publicIp: `52.48.${Math.floor(serial / 250) % 250}.${(serial % 250) + 1}`,
    }),
    replaceOn: ["domain", "publicIpv4Pool", "networkBorderGroup"],
  }),
  [natType]: {
    id: ec2Id("nat"),
    outputs: (_inputs, _id, { serial }) => ({ networkInterfaceId: `eni-0${hex(serial, 16)}` }),
    refs: { subnetId: { type: subnetType }, allocationId: { type: "aws:ec2/eip:Eip" } },
    replaceOn: ["subnetId", "allocationId", "connectivityType", "privateIp"],
    refuse: (inputs, { cloud }) => {
      const vpc = cloud.find(subnetType, text(inputs, "subnetId"))?.inputs.vpcId;
      const isAttached = cloud.resources.some(({ type, inputs: other }) => type === gatewayType && other.vpcId === vpc);
      const isPrivate = text(inputs, "connectivityType") === "private";
      return refusals([
        [!isPrivate && !isAttached, `Gateway.NotAttached: Network ${String(vpc)} has no Internet gateway attached`],
      ]);
    },
  },
  [tableType]: ec2("rtb", "route-table", { outputs: owned, refs: inVpc, replaceOn: ["vpcId"] }),
  "aws:ec2/route:Route": {
    id: (inputs) => `r-${text(inputs, "routeTableId")}${text(inputs, "destinationCidrBlock").replace(/\D/g, "")}`,
    importing: ({ inputs }) => `${text(inputs, "routeTableId")}_${text(inputs, "destinationCidrBlock")}`,
    outputs: () => ({ origin: "CreateRoute", state: "active" }),
    taken: () => "RouteAlreadyExists: The route already exists",
    refs: {
      // A table goes with its routes; a route to what is gone stays, and leads nowhere.
      routeTableId: { type: tableType, onDelete: "cascade" },
      natGatewayId: { type: natType, onDelete: "ignore" },
      gatewayId: { type: gatewayType, onDelete: "ignore" },
    },
    replaceOn: ["routeTableId", "destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"],
  },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    id: ec2Id("rtbassoc"),
    importing: ({ inputs }) => `${text(inputs, "subnetId")}/${text(inputs, "routeTableId")}`,
    absent: (names) => {
      const [target, table] = names.split("/");
      return `No association found between route table ID ${table} and target ID ${target}`;
    },
    // The provider takes a table from its subnets before it deletes it.
    refs: {
      routeTableId: { type: tableType, onDelete: "cascade" },
      subnetId: { type: subnetType, onDelete: "cascade" },
    },
    replaceOn: ["subnetId", "gatewayId"],
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": ec2("vpce", "vpc-endpoint", {
    outputs: () => ({ ownerId: account, state: "available", requesterManaged: false }),
    refs: {
      ...inVpc,
      "subnetIds.*": { type: subnetType },
      "securityGroupIds.*": { type: groupType },
      "routeTableIds.*": { type: tableType, onDelete: "ignore" },
    },
    replaceOn: ["vpcId", "serviceName", "vpcEndpointType"],
  }),
  "aws:ec2/flowLog:FlowLog": {
    id: ec2Id("fl"),
    outputs: (_inputs, id, context) => ({ arn: `arn:aws:ec2:${regionOf(context)}:${account}:vpc-flow-log/${id}` }),
    refs: {
      vpcId: { type: vpcType, onDelete: "cascade" },
      iamRoleArn: role,
      logDestination: { type: "aws:cloudwatch/logGroup:LogGroup", output: "arn", onDelete: "ignore" },
    },
    replaceOn: ["vpcId", "trafficType", "logDestination", "logDestinationType", "iamRoleArn", "maxAggregationInterval"],
  },
  "aws:ec2/launchTemplate:LaunchTemplate": ec2("lt", "launch-template", {
    outputs: (_inputs, _id, { before }) => {
      const version = Number(before?.outputs.latestVersion ?? 0) + 1;
      return { latestVersion: version, defaultVersion: version };
    },
    replaceOn: ["name", "namePrefix"],
    refuse: (inputs, { cloud, before }) => {
      const name = text(inputs, "name");
      const twin = cloud.resources.some(
        ({ type, id, inputs: other }) =>
          type === "aws:ec2/launchTemplate:LaunchTemplate" && id !== before?.id && other.name === name,
      );
      return refusals([
        [name !== "" && twin, "InvalidLaunchTemplateName.AlreadyExistsException: Launch template name already in use."],
        [
          name !== "" && !/^[a-zA-Z0-9().\-/_]{3,128}$/.test(name),
          `InvalidLaunchTemplateName.MalformedException: '${name}'`,
        ],
      ]);
    },
  }),
};

function badSubnet(inputs: Properties, { cloud, before }: ModelContext): readonly string[] {
  const block = parseCidr(text(inputs, "cidrBlock"));
  const vpc = cloud.find(vpcType, text(inputs, "vpcId"));
  const outer = parseCidr(text(vpc?.inputs ?? {}, "cidrBlock"));
  const others = cloud.resources
    .filter(({ type, id, inputs: other }) => type === subnetType && id !== before?.id && other.vpcId === inputs.vpcId)
    .map((other) => parseCidr(text(other.inputs, "cidrBlock")));
  if (block === undefined) return [`InvalidSubnet.Range: The CIDR '${text(inputs, "cidrBlock")}' is invalid.`];
  return refusals([
    [outer !== undefined && !contains(outer, block), `InvalidSubnet.Range: The CIDR '${block.text}' is invalid.`],
    [block.prefix < 16 || block.prefix > 28, `InvalidSubnet.Range: The CIDR '${block.text}' is invalid.`],
    [
      others.some((other) => other !== undefined && overlaps(other, block)),
      `InvalidSubnet.Conflict: The CIDR '${block.text}' conflicts with another subnet`,
    ],
  ]);
}
