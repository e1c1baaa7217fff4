import assert from "node:assert/strict";
import { invokeModel } from "../../simulator/models";
import { newAccount } from "../../simulator/models/quotas";
import { Account, eksIn } from "./support";

describe("simulated AWS", () => {
  let account: Account;

  beforeEach(() => {
    account = new Account({ region: "eu-west-1" });
  });

  it("refuses a subnet that is outside of its VPC, or overlaps another", async () => {
    const { id: vpcId } = await account.make("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
    const subnet = (cidrBlock: string) => account.make("aws:ec2/subnet:Subnet", { vpcId, cidrBlock });
    await subnet("10.0.0.0/20");
    await assert.rejects(subnet("10.0.8.0/24"), /InvalidSubnet.Conflict/);
    await assert.rejects(subnet("10.1.0.0/24"), /InvalidSubnet.Range/);
    await assert.rejects(subnet("10.0.32.0/29"), /InvalidSubnet.Range/);
  });

  it("makes a NAT gateway only where the internet can be reached", async () => {
    const { subnets, vpc } = await eksIn(account);
    const address = await account.make("aws:ec2/eip:Eip", { domain: "vpc" });
    const inputs = { subnetId: subnets[0]?.id, allocationId: address.id };
    await assert.rejects(account.make("aws:ec2/natGateway:NatGateway", inputs), /Gateway.NotAttached/);
    const gateway = await account.make("aws:ec2/internetGateway:InternetGateway", { vpcId: vpc.id });
    const nat = await account.make("aws:ec2/natGateway:NatGateway", inputs);
    await assert.rejects(account.delete(gateway), /mapped public address/);
    await assert.rejects(account.delete(address), /in use/);
    await account.delete(nat);
    await account.delete(gateway);
  });

  it("keeps a VPC's default security group until the VPC goes", async () => {
    const vpc = await account.make("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
    const group = await account.make("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", { vpcId: vpc.id });
    assert.equal(group.id, vpc.outputs.defaultSecurityGroupId);
    await account.delete(vpc);
    assert.deepEqual(account.cloud.resources, []);
  });

  it("deletes a cluster only without node groups and without protection", async () => {
    const { cluster, nodes } = await eksIn(account);
    await assert.rejects(account.delete(cluster), /in use by aws:eks\/nodeGroup/);
    await account.delete(nodes);
    const locked = await account.change(cluster, { ...cluster.inputs, deletionProtection: true });
    await assert.rejects(account.delete(locked), /deletion protection/);
    await account.change(locked, cluster.inputs);
    await account.delete(cluster);
  });

  it("keeps what the cloud made of a cluster over an update", async () => {
    const { cluster } = await eksIn(account);
    const after = await account.change(cluster, { ...cluster.inputs, version: "1.35" });
    const { version, ...rest } = after.outputs;
    assert.equal(version, "1.35");
    assert.deepEqual(rest, Object.fromEntries(Object.entries(cluster.outputs).filter(([key]) => key !== "version")));
  });

  it("goes up by one minor version, and never down", async () => {
    const { cluster } = await eksIn(account);
    await assert.rejects(account.change(cluster, { ...cluster.inputs, version: "1.36" }), /from 1.34 to 1.36/);
    await assert.rejects(account.change(cluster, { ...cluster.inputs, version: "1.33" }), /from 1.34 to 1.33/);
  });

  it("counts a launch template's versions", async () => {
    const template = await account.make("aws:ec2/launchTemplate:LaunchTemplate", { name: "one" });
    const after = await account.change(template, { name: "one", description: "x" });
    assert.deepEqual([template.outputs.latestVersion, after.outputs.latestVersion], [1, 2]);
  });

  it("deletes a bucket with its settings, and a role only without policies", async () => {
    const bucket = await account.make("aws:s3/bucket:Bucket", { bucket: "one-two-three" });
    await account.make("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", { bucket: bucket.id });
    await account.delete(bucket);
    assert.deepEqual(account.cloud.resources, []);
    const role = await account.make("aws:iam/role:Role", { name: "one", assumeRolePolicy: "{}" });
    await account.make("aws:iam/rolePolicy:RolePolicy", { role: role.id, name: "x", policy: "{}" });
    await assert.rejects(account.delete(role), /in use by aws:iam\/rolePolicy/);
  });

  it("refuses policies that let in roles which do not exist", async () => {
    const principal = { AWS: "arn:aws:iam::481516234200:role/nobody" };
    const policy = JSON.stringify({
      Statement: [{ Effect: "Allow", Principal: principal, Action: "kms:*", Resource: "*" }],
    });
    await assert.rejects(account.make("aws:kms/key:Key", { policy }), /Invalid principal/);
  });
});

describe("simulated Azure", () => {
  const groupType = "azure-native:resources:ResourceGroup";
  let account: Account;

  beforeEach(async () => {
    account = new Account({ location: "westeurope" });
    await account.make(groupType, { resourceGroupName: "one", location: "westeurope" });
  });

  const vault = (vaultName: string) =>
    account.make("azure-native:keyvault:Vault", { resourceGroupName: "one", vaultName, properties: {} });

  it("gives ids in Azure's form", async () => {
    const { id, outputs } = await vault("kv-one");
    assert.match(
      id,
      /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/one\/providers\/Microsoft.KeyVault\/vaults\/kv-one$/,
    );
    assert.equal((outputs.properties as { vaultUri: string }).vaultUri, "https://kv-one.vault.azure.net/");
  });

  it("deletes a resource group with all that is in it, and keeps the vault's name", async () => {
    await vault("kv-one");
    const [group] = account.cloud.resources;
    assert.ok(group);
    await account.delete(group);
    assert.deepEqual(account.cloud.resources, []);
    await account.make(groupType, group.inputs);
    await assert.rejects(vault("kv-one"), /already exist/);
  });

  it("deletes nothing that is locked, nor what is above of it", async () => {
    const locked = await vault("kv-one");
    const [group] = account.cloud.resources;
    assert.ok(group);
    const lock = await account.make("azure-native:authorization:ManagementLockByScope", {
      scope: locked.id,
      lockName: "no-deletion",
      level: "CanNotDelete",
    });
    await assert.rejects(account.delete(locked), /following scope\(s\) are locked/);
    await assert.rejects(account.delete(group), /following scope\(s\) are locked/);
    await account.delete(lock);
    await account.delete(locked);
  });

  it("refuses names that Azure does not take", async () => {
    await assert.rejects(vault("1-two"), /name '1-two' is invalid/);
    const store = { resourceGroupName: "one", accountName: "Not-Good", kind: "StorageV2" };
    await assert.rejects(account.make("azure-native:storage:StorageAccount", store), /AccountNameInvalid/);
  });

  it("gives a kubeconfig of a cluster that exists, and of no other", () => {
    const ask = () =>
      invokeModel(
        "azure-native:containerservice:listManagedClusterUserCredentials",
        { resourceGroupName: "one", resourceName: "none" },
        account.cloud,
      );
    assert.throws(ask, /was not found/);
  });
});

describe("simulated Google Cloud", () => {
  const account = new Account({ project: "acme", region: "europe-west1" });

  it("finds a network by its name, its path and its address", async () => {
    const network = await account.make("gcp:compute/network:Network", { name: "one" });
    assert.equal(network.id, "projects/acme/global/networks/one");
    for (const value of ["one", network.id, network.outputs.selfLink])
      await account.make("gcp:compute/router:Router", { name: `r${String(value).length}`, network: value });
    await assert.rejects(account.delete(network), /in use/);
  });

  it("never lets a key ring's name be used again", async () => {
    const inputs = { name: "keys", location: "europe-west1" };
    const ring = await account.make("gcp:kms/keyRing:KeyRing", inputs);
    await account.delete(ring);
    await assert.rejects(account.make("gcp:kms/keyRing:KeyRing", inputs), /already exists/);
  });

  it("sets a member once more when it is there", async () => {
    const inputs = { role: "roles/viewer", member: "group:a@example.com" };
    await account.make("gcp:projects/iAMMember:IAMMember", inputs);
    await account.make("gcp:projects/iAMMember:IAMMember", inputs);
  });

  it("knows no member that does not exist", async () => {
    const inputs = { role: "roles/viewer", member: "serviceAccount:nobody@acme.iam.gserviceaccount.com" };
    await assert.rejects(account.make("gcp:projects/iAMMember:IAMMember", inputs), /does not exist/);
  });
});

describe("a cloud's policy", () => {
  it("holds an account to its quotas, region by region", async () => {
    const account = new Account({ region: "eu-west-1" });
    account.cloud.policy = { quotas: newAccount };
    const vpc = (one: Account) => one.make("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
    for (let made = 0; made < 5; made++) await vpc(account);
    await assert.rejects(vpc(account), /VpcLimitExceeded/);
    await vpc(account.as({ region: "us-east-1" }));
  });

  it("says that there are too many calls, and the provider tries again", async () => {
    const account = new Account();
    account.cloud.policy = { throttleEvery: 2 };
    for (let made = 0; made < 4; made++) await account.make("aws:ec2/eip:Eip", { domain: "vpc" });
    assert.equal(account.cloud.resources.length, 4);
    assert.equal(account.cloud.calls.filter(({ failed }) => failed).length, 3);
  });

  it("gives up on a cloud that is never ready", async () => {
    const account = new Account();
    account.cloud.policy = { throttleEvery: 1 };
    await assert.rejects(account.make("aws:ec2/eip:Eip", { domain: "vpc" }), /Throttling: Rate exceeded/);
  });

  it("shows what was made only after a while, and the provider waits for it", async () => {
    const account = new Account();
    account.cloud.policy = { visibleAfter: 40 };
    const role = await account.make("aws:iam/role:Role", { name: "one", assumeRolePolicy: "{}" });
    await account.make("aws:iam/rolePolicy:RolePolicy", { role: role.id, name: "x", policy: "{}" });
    assert.ok(account.cloud.calls.some(({ failed }) => failed));
  });
});
