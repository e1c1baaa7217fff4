import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { all, only } from "../../support/plan";
import { planEks, prerequisitesOf, statementsIn } from "./eks";

const tagsOf = (inputs: Readonly<Record<string, unknown>>) => inputs.tags as Readonly<Record<string, string>>;

describe("the network of an EKS cluster", () => {
  it("has a private and a public subnet in each of three zones, none of which gives out public addresses", async () => {
    const subnets = all(await planEks(), "aws:ec2/subnet:Subnet");
    assert.equal(subnets.length, 6);
    assert.deepEqual([...new Set(subnets.map(({ inputs }) => inputs.availabilityZone))].sort(), [
      "eu-west-1a",
      "eu-west-1b",
      "eu-west-1c",
    ]);
    for (const { inputs } of subnets) assert.equal(inputs.mapPublicIpOnLaunch, false);
  });

  it("tells load balancers which subnets are theirs", async () => {
    for (const { name, inputs } of all(await planEks(), "aws:ec2/subnet:Subnet")) {
      const outside = name.includes("-public-");
      assert.equal(tagsOf(inputs)["kubernetes.io/role/elb"], outside ? "1" : undefined, name);
      assert.equal(tagsOf(inputs)["kubernetes.io/role/internal-elb"], outside ? undefined : "1", name);
    }
  });

  it("is in the zones that the config names", async () => {
    const zones = ["eu-west-1b", "eu-west-1c"];
    const subnets = all(await planEks({ network: { zones } }), "aws:ec2/subnet:Subnet");
    assert.deepEqual([...new Set(subnets.map(({ inputs }) => inputs.availabilityZone))].sort(), zones);
  });

  it("closes the VPC's default security group", async () => {
    const { inputs } = only(await planEks(), "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup");
    assert.deepEqual([inputs.ingress, inputs.egress], [[], []]);
  });

  it("sends each zone out through its own NAT gateway, or all through one", async () => {
    const ways = async (nat: string) => {
      const routes = all(await planEks({ network: { nat } }), "aws:ec2/route:Route");
      return routes.map(({ inputs }) => inputs.natGatewayId).filter((it) => it !== undefined);
    };
    assert.equal(new Set(await ways("perZone")).size, 3);
    assert.deepEqual(await ways("single"), Array(3).fill("${one-nat-eu-west-1a.id}"));
  });

  it("reaches S3 and AWS's registries without leaving the VPC", async () => {
    const endpoints = all(await planEks(), "aws:ec2/vpcEndpoint:VpcEndpoint");
    const services = endpoints.map(({ inputs }) => `${inputs.vpcEndpointType} ${inputs.serviceName}`);
    assert.ok(services.includes("Gateway com.amazonaws.eu-west-1.s3"), services.join());
    for (const service of ["ecr.api", "ecr.dkr", "eks-auth", "sts"])
      assert.ok(services.includes(`Interface com.amazonaws.eu-west-1.${service}`), services.join());
  });

  it("opens interface endpoints to the VPC only, and only over HTTPS", async () => {
    const plan = await planEks({ network: { cidr: "10.9.0.0/16" } });
    const rules = all(plan, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .map(({ inputs }) => inputs)
      .filter(({ securityGroupId }) => securityGroupId === "${one-endpoints.id}");
    assert.deepEqual(
      rules.map(({ cidrIpv4, ipProtocol, fromPort, toPort }) => [cidrIpv4, ipProtocol, fromPort, toPort]),
      [["10.9.0.0/16", "tcp", 443, 443]],
    );
  });

  it("keeps its endpoints until the last node is gone", async () => {
    const plan = await planEks();
    const first = prerequisitesOf(plan, "aws:eks/nodeGroup:NodeGroup", "one-general");
    for (const { name } of all(plan, "aws:ec2/vpcEndpoint:VpcEndpoint")) assert.ok(first.includes(name), name);
  });

  it("makes the S3 endpoint alone when no other is wanted", async () => {
    const plan = await planEks({ network: { endpoints: [] } });
    assert.equal(all(plan, "aws:ec2/vpcEndpoint:VpcEndpoint").length, 1);
    assert.equal(all(plan, "aws:ec2/securityGroup:SecurityGroup").length, 0);
  });

  it("logs all of its traffic, encrypted and for the days that were asked for", async () => {
    const plan = await planEks({ network: { flowLogs: { retentionDays: 90 } } });
    const log = only(plan, "aws:ec2/flowLog:FlowLog");
    assert.equal(log.inputs.trafficType, "ALL");
    const group = only(plan, "aws:cloudwatch/logGroup:LogGroup", "one-flow-logs");
    assert.equal(group.inputs.retentionInDays, 90);
    assert.equal(group.inputs.kmsKeyId, "${one-logs.arn}");
    const { inputs } = only(plan, "aws:iam/rolePolicy:RolePolicy", "one-flow-logs");
    assert.deepEqual(statementsIn(inputs.policy)[0]?.Resource, ["${one-flow-logs.arn}", "${one-flow-logs.arn}:*"]);
  });

  it("lets flow logs of its own account write there, and nobody else's", async () => {
    const plan = await planEks({ accountId: "123456789012" });
    const [trust] = statementsIn(only(plan, "aws:iam/role:Role", "one-flow-logs").inputs.assumeRolePolicy);
    assert.deepEqual(trust?.Condition, {
      StringEquals: { "aws:SourceAccount": "123456789012" },
      ArnLike: { "aws:SourceArn": "arn:aws:ec2:eu-west-1:123456789012:vpc-flow-log/*" },
    });
  });

  it("logs no traffic when that is switched off", async () => {
    const plan = await planEks({ network: { flowLogs: { enabled: false } } });
    assert.equal(all(plan, "aws:ec2/flowLog:FlowLog").length, 0);
  });

  it("has its way out before a node needs it", async () => {
    const first = prerequisitesOf(await planEks(), "aws:eks/nodeGroup:NodeGroup", "one-general");
    for (const zone of ["a", "b", "c"]) assert.ok(first.includes(`one-private-eu-west-1${zone}`), first.join());
  });
});
