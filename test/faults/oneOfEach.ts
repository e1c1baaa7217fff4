import { strict as assert } from "node:assert";
import { chosenIn } from "./chosen";
import { FaultyLife, type Undisturbed } from "./life";

// The smallest first: what all of them have is tried there.
const stacks = ["prod-gcp", "prod-azure", "prod-aws"] as const;

/**
 * One resource of each type fails as it is made, updated and deleted, each in one of the ways in which it can. All
 * resources in all ways: `npm run test:faults`.
 */
export function describeFaults(stack: (typeof stacks)[number]): void {
  describe(`on ${stack}, a resource of each type that fails once`, function () {
    this.timeout(600_000);
    let expected: Undisturbed;
    let life: FaultyLife;

    before(async () => {
      const scope = (await chosenIn(stacks)).get(stack) ?? assert.fail(stack);
      expected = await FaultyLife.undisturbed(stack);
      life = await FaultyLife.start(stack, "before", scope);
    });
    after(() => life?.stop());

    it("as it is made is there once, after what the failure told was run", async () => {
      const { types } = await life.creates(expected);
      assert.ok(Object.keys(types).length > 15);
    });

    it("as it is updated is what the stack's file says, after what the failure told was run", async () => {
      const { types } = await life.updates(expected);
      assert.ok(Object.keys(types).length > 10);
    });

    it("as it is deleted is gone, after what the failure told was run", async () => {
      const { types } = await life.deletes(expected);
      assert.ok(Object.keys(types).length > 5);
    });
  });
}
