import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { all, only } from "../../support/plan";
import { planEks, prerequisitesOf, statementsIn } from "./eks";

const cluster = "eks:index:Cluster";

describe("the control plane of EKS", () => {
  it("is reached from the VPC only", async () => {
    const { inputs } = only(await planEks(), cluster);
    assert.equal(inputs.endpointPrivateAccess, true);
    assert.equal(inputs.endpointPublicAccess, false);
    assert.equal(inputs.publicAccessCidrs, undefined);
  });

  it("is reached over the internet from named networks when it is restricted", async () => {
    const allowedCidrs = ["203.0.113.0/28"];
    const { inputs } = only(await planEks({ endpoint: { access: "restricted", allowedCidrs } }), cluster);
    assert.equal(inputs.endpointPrivateAccess, true);
    assert.equal(inputs.endpointPublicAccess, true);
    assert.deepEqual(inputs.publicAccessCidrs, allowedCidrs);
  });

  it("writes all five of its logs to a group of ours, which is there first", async () => {
    const plan = await planEks();
    const { inputs, dependsOn } = only(plan, cluster);
    assert.deepEqual(inputs.enabledClusterLogTypes, [
      "api",
      "audit",
      "authenticator",
      "controllerManager",
      "scheduler",
    ]);
    const group = only(plan, "aws:cloudwatch/logGroup:LogGroup", "one-control-plane");
    assert.equal(group.inputs.name, "/aws/eks/one/cluster");
    assert.equal(group.inputs.retentionInDays, 365);
    assert.equal(group.inputs.kmsKeyId, "${one-logs.arn}");
    assert.ok(dependsOn.includes(group.urn));
  });

  it("encrypts secrets with a key of ours", async () => {
    assert.equal(only(await planEks(), cluster).inputs.encryptionConfigKeyArn, "${one-secrets.arn}");
  });

  it("knows people by access entries and never by the aws-auth ConfigMap", async () => {
    const admins = ["arn:aws:iam::123456789012:role/admin"];
    const viewers = ["arn:aws:iam::123456789012:user/viewer"];
    const { inputs } = only(await planEks({ access: { admins, viewers } }), cluster);
    assert.equal(inputs.authenticationMode, "API");
    assert.equal(inputs.roleMappings, undefined);
    const entries = Object.values(inputs.accessEntries as Record<string, { principalArn: string }>);
    const text = (arn: string) => JSON.stringify(entries.find(({ principalArn }) => principalArn === arn));
    assert.match(text(String(admins[0])), /cluster-access-policy\/AmazonEKSClusterAdminPolicy/);
    assert.match(text(String(viewers[0])), /cluster-access-policy\/AmazonEKSViewPolicy/);
    assert.equal(entries.length, 2);
  });

  it("admits two roles whose names differ in a dot only, and tags their entries", async () => {
    const admins = ["platform-admin", "platform.admin"].map((role) => `arn:aws:iam::123456789012:role/${role}`);
    const { inputs } = only(await planEks({ access: { admins } }, { tags: { team: "data" } }), cluster);
    const entries = Object.values(
      inputs.accessEntries as Record<string, { principalArn: string; tags: { team: string } }>,
    );
    assert.deepEqual(
      entries.map(({ principalArn, tags }) => [principalArn, tags.team]),
      admins.map((arn) => [arn, "data"]),
    );
  });

  it("is in two private subnets, and does not change when nodes get a third zone", async () => {
    const subnetsIn = async (zones: readonly string[]) => {
      const { inputs } = only(await planEks({ network: { zones } }), cluster);
      return [inputs.privateSubnetIds, inputs.publicSubnetIds];
    };
    const two = await subnetsIn(["eu-west-1a", "eu-west-1b"]);
    assert.deepEqual(two, [["${one-private-eu-west-1a.id}", "${one-private-eu-west-1b.id}"], undefined]);
    assert.deepEqual(await subnetsIn(["eu-west-1a", "eu-west-1b", "eu-west-1c"]), two);
  });

  it("is reached from the VPC and its peers before Pulumi makes anything in it", async () => {
    const network = { cidr: "10.9.0.0/16", peeredCidrs: [{ name: "office", cidr: "10.90.0.0/16" }] };
    const plan = await planEks({ network });
    const rules = all(plan, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").filter(({ name }) =>
      name.startsWith("one-api-"),
    );
    assert.deepEqual(
      rules.map(({ inputs }) => [inputs.cidrIpv4, inputs.fromPort, inputs.securityGroupId]).sort(),
      ["10.9.0.0/16", "10.90.0.0/16"].map((cidr) => [cidr, 443, "${one.clusterSecurityGroupId}"]),
    );
    const { dependsOn } = only(plan, "pulumi:providers:kubernetes");
    for (const { urn } of rules) assert.ok(dependsOn.includes(urn), urn);
  });

  it("has no nodes, no security groups and no add-ons but ours", async () => {
    const { inputs } = only(await planEks(), cluster);
    assert.equal(inputs.skipDefaultNodeGroup, true);
    assert.equal(inputs.skipDefaultSecurityGroups, true);
    assert.equal(inputs.bootstrapSelfManagedAddons, false);
    assert.equal(inputs.useDefaultVpcCni, true);
  });

  it("is there after its role's policies", async () => {
    const first = prerequisitesOf(await planEks(), cluster, "one");
    assert.ok(first.includes("one-control-plane-AmazonEKSClusterPolicy"), first.join());
  });

  it("upgrades by itself at the end of support, or stays for a surcharge", async () => {
    assert.deepEqual(only(await planEks(), cluster).inputs.upgradePolicy, { supportType: "STANDARD" });
    const stays = only(await planEks({ support: "extended" }), cluster);
    assert.deepEqual(stays.inputs.upgradePolicy, { supportType: "EXTENDED" });
  });

  it("works with the account that the config names, and with no other", async () => {
    const { inputs } = only(await planEks({ accountId: "123456789012" }), "pulumi:providers:aws");
    assert.match(JSON.stringify(inputs.allowedAccountIds), /123456789012/);
    assert.equal(only(await planEks(), "pulumi:providers:aws").inputs.allowedAccountIds, undefined);
  });

  it("has a name and a region that the plan's outputs tell how to reach", async () => {
    const { outputs } = await planEks({ name: "blue" });
    assert.equal(outputs.accessCommand, "aws eks update-kubeconfig --name blue --region eu-west-1");
    assert.equal(outputs.kubeconfig, "[secret]");
  });

  it("keeps its Kubernetes provider when the kubeconfig changes", async () => {
    const { inputs } = only(await planEks(), "pulumi:providers:kubernetes");
    assert.equal(inputs.kubeconfig, "[secret]");
    assert.equal(inputs.clusterIdentifier, "${one.eksCluster.arn}");
  });
});

describe("the keys of an EKS cluster", () => {
  it("rotate, and are open to nobody by name of everybody", async () => {
    const keys = all(await planEks(), "aws:kms/key:Key");
    assert.equal(keys.length, 3);
    for (const { inputs, name } of keys) {
      assert.equal(inputs.enableKeyRotation, true, name);
      for (const { Principal } of statementsIn(inputs.policy)) assert.notEqual(JSON.stringify(Principal), '"*"', name);
    }
  });

  it("let CloudWatch encrypt the cluster's log groups and no others", async () => {
    const { inputs } = only(await planEks(), "aws:kms/key:Key", "one-logs");
    const statement = statementsIn(inputs.policy).find(({ Principal }) => JSON.stringify(Principal).includes("logs."));
    const groups = statement?.Condition?.ArnLike?.["kms:EncryptionContext:aws:logs:arn"];
    assert.deepEqual(groups, [
      "arn:aws:logs:eu-west-1:${one-vpc.ownerId}:log-group:/aws/eks/one/*",
      "arn:aws:logs:eu-west-1:${one-vpc.ownerId}:log-group:/aws/vpc/one/*",
    ]);
  });

  it("let Auto Scaling start nodes, and Spot where Karpenter may ask for it", async () => {
    const policyOf = async (cluster: Readonly<Record<string, unknown>>, addons = {}) =>
      String(only(await planEks(cluster, { addons }), "aws:kms/key:Key", "one-volumes").inputs.policy);
    assert.match(await policyOf({}), /AWSServiceRoleForAutoScaling/);
    assert.doesNotMatch(await policyOf({ autoscaler: "karpenter" }), /AWSServiceRoleForEC2Spot/);
    const spot = await policyOf({ autoscaler: "karpenter" }, { karpenter: { capacity: ["spot"] } });
    assert.match(spot, /AWSServiceRoleForEC2Spot/);
    const implied = await policyOf({ autoscaler: "karpenter", profile: "development" });
    assert.match(implied, /AWSServiceRoleForEC2Spot/);
  });
});

describe("protection on EKS", () => {
  const stateful = /^(eks:index:Cluster|aws:kms\/key:Key|aws:s3\/bucket:Bucket)$/;

  it("holds everything that has data or keys in production", async () => {
    const plan = await planEks({}, { addons: { velero: {} } });
    const found = plan.resources.filter(({ type }) => stateful.test(type));
    assert.deepEqual([...new Set(found.map(({ type }) => type))].length, 3);
    for (const { protect, name, type } of found) assert.equal(protect, true, `${type} ${name}`);
    assert.equal(only(plan, cluster).inputs.deletionProtection, true);
  });

  for (const profile of ["development", "ephemeral"])
    it(`holds nothing in ${profile}`, async () => {
      const plan = await planEks({ profile }, { addons: { velero: {} } });
      const held = plan.resources.filter(({ protect, retainOnDelete }) => protect || retainOnDelete);
      assert.deepEqual(
        held.map(({ urn }) => urn),
        [],
      );
      assert.equal(only(plan, cluster).inputs.deletionProtection, false);
    });

  it("can be taken off, for a destroy that is meant", async () => {
    const plan = await planEks({ deletionProtection: false });
    assert.deepEqual(
      plan.resources.filter(({ protect }) => protect),
      [],
    );
  });
});
