import assert from "node:assert/strict";
import { exampleStacks, planExample } from "../support/charts";
import { planOf } from "../support/plan";
import { variants } from "../support/variants";

describe("the findings of a plan", () => {
  for (const stack of exampleStacks()) {
    it(`are at most what the profile relaxes, in ${stack}`, async () => {
      const { findings, profile } = await planExample(stack);
      assert.deepEqual(
        findings.filter(({ severity }) => severity !== "info"),
        [],
      );
      if (profile === "production") assert.deepEqual(findings, []);
    });
  }

  for (const [name, config] of Object.entries(variants)) {
    it(`are no errors with ${name}`, async () => {
      const { findings } = await planOf(config);
      assert.deepEqual(
        findings.filter(({ severity }) => severity === "error"),
        [],
      );
    });
  }
});
