import assert from "node:assert/strict";
import fc from "fast-check";
import { allBefore, earliest, lengthOf, longestChain, type Task } from "../../bench/makespan/chain";

/** Tasks that come after earlier ones only, given in any order. */
const tasks = fc
  .array(
    fc.record({ seconds: fc.integer({ min: 0, max: 50 }), after: fc.array(fc.nat({ max: 11 }), { maxLength: 4 }) }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .chain((drawn) => {
    const made = drawn.map(({ seconds, after }, index): Task => {
      const earlier = new Set(after.filter((other) => other < index).map(String));
      return { id: String(index), seconds, after: [...earlier] };
    });
    return fc.shuffledSubarray(made, { minLength: made.length });
  });

/** The time that a scheduler takes that starts each task in the very moment in which all before it have ended. */
function perfectSchedule(all: readonly Task[]): number {
  const waiting = new Set(all);
  const ends = new Map<string, number>();
  let now = 0;
  while (waiting.size > 0) {
    const free = [...waiting].filter(({ after }) =>
      after.every((id) => (ends.get(id) ?? Number.POSITIVE_INFINITY) <= now),
    );
    for (const task of free) {
      waiting.delete(task);
      ends.set(task.id, now + task.seconds);
    }
    if (free.length === 0) now = Math.min(...[...ends.values()].filter((end) => end > now));
  }
  return Math.max(...ends.values());
}

/** Every chain that ends in a task. */
function chainsTo(task: Task, byId: ReadonlyMap<string, Task>): readonly (readonly Task[])[] {
  const longer = task.after.flatMap((id) => {
    const before = byId.get(id);
    return before === undefined ? [] : chainsTo(before, byId).map((chain) => [...chain, task]);
  });
  return [[task], ...longer];
}

describe("the longest chain", () => {
  it("takes as long as a perfect scheduler does", () => {
    fc.assert(fc.property(tasks, (all) => assert.equal(lengthOf(longestChain(all)), perfectSchedule(all))));
  });

  it("is a chain, and no other one is longer", () => {
    fc.assert(
      fc.property(tasks, (all) => {
        const byId = new Map(all.map((task) => [task.id, task]));
        const chain = longestChain(all);
        for (const [index, { after }] of chain.entries())
          assert.ok(index === 0 || after.includes(chain[index - 1]?.id ?? ""), "each comes after the one before it");
        const longest = Math.max(...all.flatMap((task) => chainsTo(task, byId)).map(lengthOf));
        assert.equal(lengthOf(chain), longest);
      }),
    );
  });

  it("gets no longer when something no longer waits", () => {
    fc.assert(
      fc.property(tasks, fc.nat(), (all, which) => {
        const less = all.map((task, index) => (index === which % all.length ? { ...task, after: [] } : task));
        assert.ok(lengthOf(longestChain(less)) <= lengthOf(longestChain(all)));
      }),
    );
  });

  it("begins everything as soon as what is before it has ended, and nothing sooner", () => {
    fc.assert(
      fc.property(tasks, (all) => {
        const spans = earliest(all);
        const before = allBefore(all);
        for (const { id, after } of all) {
          const start = spans.get(id)?.start;
          assert.equal(start, Math.max(0, ...after.map((other) => spans.get(other)?.end ?? Number.NaN)));
          for (const other of before.get(id) ?? []) assert.ok((spans.get(other)?.end ?? 0) <= (start ?? 0));
        }
      }),
    );
  });

  it("says what is wrong with tasks that come after themselves, or after one that is not there", () => {
    const task = (id: string, ...after: string[]): Task => ({ id, seconds: 1, after });
    assert.throws(() => earliest([task("a", "b"), task("b", "a")]), /^Error: a comes after itself$/);
    assert.throws(() => earliest([task("a", "b")]), /^Error: there is no b$/);
  });
});
