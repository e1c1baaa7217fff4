import assert from "node:assert/strict";
import { planObject, renderJson } from "../../../planner/render/json";
import { example, resource } from "./example";

describe("a plan as JSON", () => {
  it("has the documented fields in the documented order", () => {
    assert.deepEqual(Object.keys(planObject(example().plan)), [
      "project",
      "stack",
      "cloud",
      "profile",
      "kubernetesVersion",
      "resources",
      "outputs",
      "findings",
      "waived",
      "cost",
    ]);
  });

  it("sorts the keys of inputs at every depth and leaves lists in their order", () => {
    const inputs = { b: { z: 1, a: [{ y: 1, x: 2 }, "first"] }, a: 1 };
    const { plan } = example({ resources: [resource("aws:s3/bucket:Bucket", "one", null, { inputs })] });
    assert.match(
      renderJson([planObject(plan)], false),
      /"inputs": \{\s+"a": 1,\s+"b": \{\s+"a": \[\s+\{\s+"x": 2,\s+"y": 1\s+\},\s+"first"/,
    );
  });

  it("is one object for one plan asked for and a list for several", () => {
    const one = planObject(example().plan);
    assert.equal(JSON.parse(renderJson([one], false)).stack, "example");
    assert.deepEqual(
      JSON.parse(renderJson([one, one], true)).map(({ stack }: { stack: string }) => stack),
      ["example", "example"],
    );
    assert.deepEqual(JSON.parse(renderJson([], true)), []);
  });
});
