import assert from "node:assert/strict";
import { Subnet, Vpc } from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { record } from "../../planner/recorder";

describe("the recorder", () => {
  it("shows computed values as references and secrets closed", async () => {
    const { resources, outputs } = await record("project", "stack", async () => {
      const vpc = new Vpc("vpc", { cidrBlock: "10.0.0.0/16", tags: { hidden: pulumi.secret("planted") } });
      new Subnet("subnet", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" }, { protect: true });
      return { arn: pulumi.interpolate`${vpc.arn}/*` };
    });
    assert.deepEqual(
      resources.map(({ inputs }) => inputs),
      [
        { cidrBlock: "10.0.0.0/16", tags: { hidden: "[secret]" } },
        { vpcId: "${vpc.id}", cidrBlock: "10.0.0.0/24" },
      ],
    );
    assert.deepEqual(outputs, { arn: "${vpc.arn}/*" });
  });

  it("gives back the program's own error", async () => {
    const failing = record("project", "stack", async () => {
      new Vpc("vpc", {
        cidrBlock: pulumi.output("x").apply((): string => {
          throw new Error("boom");
        }),
      });
      return {};
    });
    await assert.rejects(failing, /boom/);
  });

  it("keeps programs apart that are asked for at once", async () => {
    const vpcIn = (stack: string) =>
      record("project", stack, async () => {
        new Vpc(`vpc-${stack}`, {});
        return {};
      });
    const recordings = await Promise.all(["one", "two", "three"].map(vpcIn));
    assert.deepEqual(
      recordings.map(({ resources }) => resources.map(({ urn }) => urn)),
      ["one", "two", "three"].map((stack) => [`urn:pulumi:${stack}::project::aws:ec2/vpc:Vpc::vpc-${stack}`]),
    );
  });

  it("refuses two resources with one urn", async () => {
    const twice = record("project", "stack", async () => {
      new Vpc("vpc", {});
      new Vpc("vpc", {});
      return {};
    });
    await assert.rejects(twice, /two resources have the urn/);
  });
});
