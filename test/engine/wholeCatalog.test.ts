import { strict as assert } from "node:assert";
import type { Cloud } from "../../components/config/clusters/common";
import { wholeCatalog } from "../support/wholeCatalog";
import { goneTooEarly } from "./order";
import { labelOf, type Run } from "./run";
import { EngineStack } from "./support";

// The cluster of an example stack, with what some add-ons ask of it.
const stacks: readonly { readonly stack: string; readonly cloud: Cloud; readonly second: boolean }[] = [
  { stack: "dev-aws", cloud: "eks", second: false },
  { stack: "dev-azure", cloud: "aks", second: true },
  { stack: "dev-gcp", cloud: "gke", second: true },
];
const wanted = ["azurePolicy", "secretsVault", "gatewayApi"];

function assertClean(run: Run): void {
  assert.equal(run.failed, false, `${run.errors.join("\n")}\n${run.output.slice(-3000)}`);
  assert.deepEqual(run.errors, []);
}

for (const { stack: name, cloud, second } of stacks) {
  const which = second
    ? "the alternatives of those that exclude one another"
    : "the first of those that exclude one another";
  describe(`every add-on at once on ${name}, with ${which}`, () => {
    let stack: EngineStack;
    before(async () => {
      stack = await EngineStack.create(name);
      stack.edit((values) => {
        const whole = wholeCatalog(cloud, "development", second) as Record<string, Record<string, unknown>>;
        const asked = Object.entries(whole.cluster ?? {}).filter(([key]) => wanted.includes(key));
        values.cluster = { ...(values.cluster as object), ...Object.fromEntries(asked) };
        values.addons = whole.addons;
        delete values.gitops;
      });
    });
    after(() => stack?.close());

    it("is made, and has nothing to do the second time", async () => {
      assertClean(await stack.up());
      const again = await stack.up();
      assertClean(again);
      assert.deepEqual(again.changes, []);
    });

    it("is destroyed in an order in which nothing goes while something still uses it, and leaves nothing", async () => {
      const { state } = stack;
      const inCloud = stack.cloud.resources;
      const run = await stack.destroy();
      assertClean(run);
      assert.deepEqual(goneTooEarly(state, inCloud, run.calls), []);
      assert.deepEqual(
        stack.cloud.resources.map(({ urn }) => labelOf(urn)),
        [],
      );
    });
  });
}
