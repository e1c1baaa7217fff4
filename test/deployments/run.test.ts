import assert from "node:assert/strict";
import { run } from "../../deployments/run";
import type { OpenStack } from "../../deployments/workspace";

/** How many resources the engine is told to work on at once. */
async function toldAtOnce(parallel?: number): Promise<unknown> {
  let told: unknown;
  const stack = {
    name: "one",
    up: async (options: { readonly parallel: number }) => {
      told = options.parallel;
    },
  };
  const opened = { stack, state: { resources: [], pending: [] }, made: false } as unknown as OpenStack;
  const display = { changed: () => undefined, say: () => undefined, end: () => undefined };
  await run(opened, "up", { parallel, lockSeconds: 0, display: () => display, stopped: () => false });
  return told;
}

describe("how many resources the engine works on at once", () => {
  it("does not go by the processors of the machine, since the clouds do the work", async () => {
    assert.equal(await toldAtOnce(), 32);
  });

  it("is what a user says", async () => {
    assert.equal(await toldAtOnce(4), 4);
  });
});
