import assert from "node:assert/strict";
import { importedId } from "../../simulator/models";
import { Account } from "./support";

const associationType = "aws:ec2/routeTableAssociation:RouteTableAssociation";

describe("what imports something of a simulated cloud", () => {
  it("is its id, for most types", async () => {
    const account = new Account();
    const { id } = await account.make("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
    assert.equal(importedId("aws:ec2/vpc:Vpc", id, account.cloud), id);
  });

  it("is what the SDK's documentation says, for the others, and not their id", async () => {
    const account = new Account();
    const vpc = await account.make("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
    const subnet = await account.make("aws:ec2/subnet:Subnet", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" });
    const table = await account.make("aws:ec2/routeTable:RouteTable", { vpcId: vpc.id });
    const names = { subnetId: subnet.id, routeTableId: table.id };
    const association = await account.make(associationType, names);
    assert.equal(importedId(associationType, `${subnet.id}/${table.id}`, account.cloud), association.id);
    assert.equal(importedId(associationType, association.id, account.cloud), "");
    // The provider takes a table from its subnets first.
    await account.delete(table);
    assert.equal(await account.read(association), undefined);
  });

  it("is three words for a member of a policy on Google Cloud", async () => {
    const account = new Account({ project: "platform" });
    const type = "gcp:projects/iAMMember:IAMMember";
    const { id } = await account.make(type, { role: "roles/viewer", member: "user:anna@acme.example" });
    assert.equal(importedId(type, "platform roles/viewer user:anna@acme.example", account.cloud), id);
  });
});
