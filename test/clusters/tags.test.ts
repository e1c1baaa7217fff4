import assert from "node:assert/strict";
import { isPlainObject } from "../../components/config/secret";
import type { Plan } from "../../planner/plan";
import type { PlannedResource } from "../../planner/resource";
import { sdkType } from "../../simulator/sdkType";
import { exampleStacks, planExample } from "../support/charts";

/** The input by which a type carries tags, if it takes any. Google Cloud calls them labels. */
function tagInput({ type }: PlannedResource): string | undefined {
  return ["tags", "resourceLabels", "labels"].find((name) => sdkType(type)?.inputs.has(name));
}

/** What the provider itself puts on all that takes labels. */
function defaultLabels(plan: Plan): Readonly<Record<string, unknown>> {
  const { defaultLabels: labels } = plan.resources.find(({ type }) => type === "pulumi:providers:gcp")?.inputs ?? {};
  // A provider's own inputs are text, so a map among them is JSON.
  const read: unknown = typeof labels === "string" ? JSON.parse(labels) : {};
  return isPlainObject(read) ? read : {};
}

// A Google Cloud network tag is a name for firewall rules, not a label.
const otherMeaning = ["gcp:compute/firewall:Firewall"];

describe("tags", () => {
  for (const stack of exampleStacks().filter((name) => name !== "local")) {
    it(`are on everything in ${stack} that can carry them, with the stack's name among them`, async () => {
      const plan = await planExample(stack);
      const bare = plan.resources.filter((resource) => {
        const input = tagInput(resource);
        if (!resource.custom || input === undefined || otherMeaning.includes(resource.type)) return false;
        const own = resource.inputs[input];
        const tags = { ...(input === "labels" ? defaultLabels(plan) : {}), ...(isPlainObject(own) ? own : {}) };
        return tags.stack !== stack || tags["managed-by"] !== "kubernetes-architect";
      });
      assert.deepEqual(
        bare.map(({ type, name }) => `${type} ${name}`),
        [],
      );
    });
  }
});
