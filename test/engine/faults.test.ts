import { strict as assert } from "node:assert";
import { chosenIn } from "../faults/chosen";
import { FaultyLife } from "../faults/life";

// The smallest first: what all of them have is tried there. All resources, and each kind of failure at each: `npm run
// test:faults`.
const stacks = ["prod-gcp", "prod-azure", "prod-aws"];

describe("a resource of each type that fails once as it is made, updated and deleted", function () {
  this.timeout(600_000);
  let chosen: Awaited<ReturnType<typeof chosenIn>>;

  before(async () => {
    chosen = await chosenIn(stacks);
  });

  for (const stack of stacks)
    it(`is there once, and the rest of ${stack} as if nothing had failed`, async () => {
      const only = chosen.get(stack) ?? assert.fail(stack);
      const expected = await FaultyLife.undisturbed(stack);
      const life = await FaultyLife.start(stack, "mixed", { only, atOnce: true });
      try {
        const tried = [await life.creates(expected), await life.updates(expected), await life.deletes()];
        for (const { types } of tried) assert.ok(Object.keys(types).length > 5);
      } finally {
        life.stop();
      }
    });
});
