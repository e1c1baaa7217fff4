import { z } from "zod";
import { cloudJson } from "./cli";
import type { Found, Search } from "./index";

// Source: GetResources (Resource Groups Tagging API Reference).
const answer = z.object({
  ResourceTagMappingList: z.array(
    z.object({ ResourceARN: z.string(), Tags: z.array(z.object({ Key: z.string(), Value: z.string() })) }),
  ),
});

/** Pulumi's types by what an ARN starts with after the account. Source: "ARN format" of each service's authorization reference. */
const types: Readonly<Record<string, string>> = {
  "ec2:vpc": "aws:ec2/vpc:Vpc",
  "ec2:subnet": "aws:ec2/subnet:Subnet",
  "ec2:internet-gateway": "aws:ec2/internetGateway:InternetGateway",
  "ec2:elastic-ip": "aws:ec2/eip:Eip",
  "ec2:natgateway": "aws:ec2/natGateway:NatGateway",
  "ec2:route-table": "aws:ec2/routeTable:RouteTable",
  "ec2:security-group": "aws:ec2/securityGroup:SecurityGroup",
  "ec2:vpc-endpoint": "aws:ec2/vpcEndpoint:VpcEndpoint",
  "ec2:vpc-flow-log": "aws:ec2/flowLog:FlowLog",
  "ec2:launch-template": "aws:ec2/launchTemplate:LaunchTemplate",
  "kms:key": "aws:kms/key:Key",
  "ec2:security-group-rule": "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "eks:podidentityassociation": "aws:eks/podIdentityAssociation:PodIdentityAssociation",
  "sqs:": "aws:sqs/queue:Queue",
};

/** The types that a search can tell. */
export const toldTypes: ReadonlySet<string> = new Set(Object.values(types));

/** A resource by its ARN. */
export function foundByArn(arn: string, tags: Readonly<Record<string, string>>): Found {
  const [, partition, service = "", region, account, ...rest] = arn.split(":");
  const [kind = "", ...id] = rest.join(":").split("/");
  if (service === "sqs") {
    const domain = partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
    return { type: types["sqs:"], id: `https://sqs.${region}.${domain}/${account}/${kind}`, label: arn, tags };
  }
  // Its cluster's name stands before its id.
  if (kind === "podidentityassociation") return { type: types[`eks:${kind}`], id: id.at(-1) ?? "", label: arn, tags };
  return { type: types[`${service}:${kind}`], id: id.length === 0 ? kind : id.join("/"), label: arn, tags };
}

/** Searches a region of the account that the AWS CLI is logged in to. What is in no region is found in us-east-1 only. */
export function awsSearch(region: string): Search {
  return async (tag, value) => {
    const filter = `Key=${tag},Values=${value}`;
    const args = ["resourcegroupstaggingapi", "get-resources", "--region", region, "--tag-filters", filter];
    const { ResourceTagMappingList: list } = answer.parse(await cloudJson("aws", [...args, "--output", "json"]));
    return list.map(({ ResourceARN, Tags }) =>
      foundByArn(ResourceARN, Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]))),
    );
  };
}
