import assert from "node:assert/strict";
import { idOf } from "../../deployments/ids";
import { readState, subscriptionIn } from "../../deployments/state";
import { toldTypes } from "../../ephemeral/search/aws";
import type { Plan } from "../../planner/plan";
import type { PlannedResource } from "../../planner/resource";
import { Clock } from "../../simulator/clock";
import { SimulatedCloud } from "../../simulator/cloud";
import { modelOf } from "../../simulator/models";
import { exampleStacks, planExample } from "../support/charts";
import { planOf } from "../support/plan";
import { variants } from "../support/variants";

const settings = { project: "platform", region: "europe-west1", subscriptionId: "0f4c" };

/** What nobody can say the id of before it is there, and nobody has to: it goes with what it is a part of. */
const parts: Readonly<Record<string, string>> = {
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "the VPC",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "the security group",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "the security group",
  "aws:ec2/securityGroupRule:SecurityGroupRule": "the security group",
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": "the cluster",
  "gcp:projects/serviceIdentity:ServiceIdentity": "the project, whose agent it is, and which keeps it",
};

async function allResources(): Promise<readonly PlannedResource[]> {
  const plans: Plan[] = [];
  for (const stack of exampleStacks()) plans.push(await planExample(stack));
  for (const variant of Object.values(variants)) plans.push(await planOf(variant));
  return plans.flatMap(({ resources }) =>
    resources.filter(({ custom, type }) => custom && !/^(pulumi|kubernetes):/.test(type)),
  );
}

/** What imports a resource, by the simulated cloud's own idea of ids. */
function importOf({ type, name, inputs }: PlannedResource): string {
  const model = modelOf(type);
  const context = { cloud: new SimulatedCloud(new Clock(0)), config: settings, serial: 1, name, home: "" };
  const id = model.id(inputs, context);
  const outputs = { ...inputs, ...model.outputs?.(inputs, id, context) };
  return model.importing?.({ type, id, urn: "", home: "", serial: 1, born: 0, inputs, outputs }) ?? id;
}

describe("what a killed run was creating", function () {
  this.timeout(60_000);
  let all: readonly PlannedResource[] = [];

  before(async () => {
    all = await allResources();
  });

  it("can be found again, whatever it was: by its inputs, by its tags, or with what it is a part of", () => {
    const lost = all.filter(
      // A key ring's name is the provider's, which puts it into the inputs.
      ({ type, inputs }) => idOf(type, { name: "ring", ...inputs }, settings) === undefined && !toldTypes.has(type),
    );
    assert.deepEqual(
      [...new Set(lost.map(({ type }) => type))].filter((type) => !Object.hasOwn(parts, type)),
      [],
    );
  });

  it("is imported by what the cloud knows it by", () => {
    const known = all.filter(({ type, inputs }) => idOf(type, inputs, settings) !== undefined);
    assert.ok(new Set(known.map(({ type }) => type)).size > 60);
    for (const it of known) assert.equal(idOf(it.type, it.inputs, settings), importOf(it), it.type);
  });
});

describe("ids", () => {
  it("are paths of names on Azure, and names of three words for members on Google Cloud", () => {
    const names = { resourceGroupName: "x", virtualNetworkName: "net", subnetName: "nodes" };
    assert.equal(
      idOf("azure-native:network:Subnet", names, settings),
      "/subscriptions/0f4c/resourceGroups/x/providers/Microsoft.Network/virtualNetworks/net/subnets/nodes",
    );
    const member = { bucket: "b", role: "roles/storage.objectUser", member: "user:anna@acme.example" };
    const type = "gcp:storage/bucketIAMMember:BucketIAMMember";
    assert.equal(idOf(type, member), "b/b roles/storage.objectUser user:anna@acme.example");
    const condition = { title: "until May" };
    assert.equal(idOf(type, { ...member, condition }), "b/b roles/storage.objectUser user:anna@acme.example until May");
  });

  it("are not said where something of them is not known", () => {
    assert.equal(idOf("azure-native:resources:ResourceGroup", { resourceGroupName: "x" }), undefined);
    assert.equal(idOf("gcp:compute/network:Network", { name: "x" }), undefined);
    assert.equal(idOf("aws:ec2/vpc:Vpc", { name: "x" }), undefined);
  });

  it("take a resource's own project over its provider's", () => {
    assert.equal(
      idOf("gcp:compute/network:Network", { name: "x", project: "other" }, settings),
      "projects/other/global/networks/x",
    );
  });

  it("have a namespace in them for what is in one", () => {
    assert.equal(idOf("kubernetes:core/v1:ConfigMap", { metadata: { name: "a", namespace: "b" } }), "b/a");
    assert.equal(idOf("kubernetes:core/v1:Namespace", { metadata: { name: "b" } }), "b");
  });
});

describe("a state's pending creates", () => {
  const urn = (type: string, name: string) => `urn:pulumi:x::p::${type}::${name}`;
  const provider = {
    urn: urn("pulumi:providers:azure-native", "azure"),
    id: "1-2",
    inputs: { location: "westeurope" },
  };
  const reference = `${provider.urn}::${provider.id}`;
  const pending = (resource: object) => [{ type: "creating", resource: { urn: urn("t", "x"), ...resource } }];

  it("come with what their provider is set to", () => {
    const state = readState({ resources: [provider], pending_operations: pending({ provider: reference }) });
    assert.deepEqual(state.pending[0]?.settings, { location: "westeurope" });
  });

  it("come with the subscription that the environment chose, once something was made in it", () => {
    const group = { urn: urn("azure-native:resources:ResourceGroup", "g"), provider: reference };
    const resources = [provider, { ...group, id: "/subscriptions/0f4c/resourceGroups/g" }];
    const state = readState({ resources, pending_operations: pending({ provider: reference }) });
    assert.equal(state.pending[0]?.settings.subscriptionId, "0f4c");
    assert.equal(subscriptionIn("projects/p"), undefined);
  });
});
