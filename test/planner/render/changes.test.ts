import assert from "node:assert/strict";
import { changeLines } from "../../../planner/render/changes";
import { styleOf } from "../../../planner/render/style";
import { example, exampleResources, resource } from "./example";

const { plan } = example();
const style = styleOf(100, false);

describe("the difference between two plans", () => {
  it("is nothing between a plan and itself", () => {
    assert.deepEqual(changeLines(plan, example().plan, style), []);
  });

  it("names what came, what went and what changed", () => {
    const after = exampleResources
      .filter(({ name }) => name !== "example-backups")
      .map((it) => (it.name === "example-vpc" ? { ...it, inputs: { cidrBlock: "10.30.0.0/16" } } : it));
    const added = resource("aws:sqs/queue:Queue", "example-queue", null);
    assert.deepEqual(changeLines(plan, { ...plan, resources: [...after, added] }, style), [
      "+ 1  example-queue",
      "~ 1  example-vpc",
      "- 1  example-backups",
    ]);
  });
});
