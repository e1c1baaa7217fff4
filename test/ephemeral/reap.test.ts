import assert from "node:assert/strict";
import { shuffled } from "../../ephemeral/reap";

describe("the order in which a reaper takes stacks", () => {
  it("is its own, with every stack in it once", () => {
    const places = [0.7, 0.1, 0.5];
    assert.deepEqual(
      shuffled(["a", "b", "c"], () => places.shift() ?? 0),
      ["b", "c", "a"],
    );
    const many = Array.from({ length: 40 }, (_, index) => index);
    const [one, other] = [shuffled(many), shuffled(many)];
    assert.deepEqual(
      [...one].sort((a, b) => a - b),
      many,
    );
    assert.notDeepEqual(one, other);
  });
});
