import assert from "node:assert/strict";
import { phaseOf } from "../../deployments/phases";
import { planStack } from "../../planner/plan";
import { byUrn } from "../../planner/render/groups";
import { configOf } from "./events";

describe("phases of a deployment", () => {
  for (const stack of ["dev-aws", "dev-azure", "dev-gcp"])
    it(`leave nothing of ${stack} without a place`, async () => {
      const plan = await planStack(configOf(stack));
      const index = byUrn(plan);
      const titles = plan.resources.map((resource) => phaseOf(resource, index)?.title).filter((it) => it !== undefined);
      assert.ok(!titles.includes("Other"));
      for (const title of ["Network", "Control plane", "Nodes", "Identity and storage", "argocd", "velero"])
        assert.ok(titles.includes(title), `${stack} has no phase ${title}`);
    });

  it("are none for components, which only group", async () => {
    const plan = await planStack(configOf("dev-aws"));
    const components = plan.resources.filter(({ type }) => type.startsWith("kubernetes-architect:"));
    assert.ok(components.length > 5);
    for (const component of components) assert.equal(phaseOf(component, byUrn(plan)), undefined);
  });
});
