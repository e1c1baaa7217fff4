import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import fc from "fast-check";
import { parse, stringify } from "yaml";
import { ConfigError } from "../../../components/config/errors";
import { readStackText, stackFile } from "../../../components/config/read";
import { isPlainObject } from "../../../components/config/secret";
import { parseStack } from "../../../components/stack";
import { planStack } from "../../../planner/plan";
import { planObject, renderJson } from "../../../planner/render/json";
import { renderMarkdown } from "../../../planner/render/markdown";
import { styleOf } from "../../../planner/render/style";
import { renderTree } from "../../../planner/render/tree";
import { findProject } from "../../../planner/stacks";

const project = findProject(__dirname);

type Shuffle = <T>(list: readonly T[]) => readonly T[];

/** The same values with the keys of every map in another order; lists keep theirs. */
function reordered(value: unknown, shuffle: Shuffle): unknown {
  if (Array.isArray(value)) return value.map((it) => reordered(it, shuffle));
  if (!isPlainObject(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, reordered(inner, shuffle)] as const);
  return Object.fromEntries(shuffle(entries));
}

const configOfText = (text: string, stack: string) =>
  parseStack(readStackText(text, stackFile(stack), project.name, stack));

async function planned(text: string, stack: string): Promise<{ json: string; markdown: string; tree: string }> {
  const config = configOfText(text, stack);
  const plan = await planStack(config);
  return {
    json: renderJson([planObject(plan)], false),
    markdown: renderMarkdown({ config, plan }),
    tree: renderTree({ config, plan }, styleOf(100, false)),
  };
}

/** A shuffle that depends on its seed only. */
const seeded =
  (seed: number): Shuffle =>
  (list) => {
    let state = seed;
    const keyed = list.map((it) => {
      state = (state * 1103515245 + 12345) % 2 ** 31;
      return { it, key: state };
    });
    return keyed.sort((a, b) => a.key - b.key).map(({ it }) => it);
  };

describe("planning", () => {
  it("finds stacks to plan", () => {
    assert.ok(project.stacks.length > 0);
  });

  for (const stack of project.stacks) {
    const text = readFileSync(path.join(project.root, stackFile(stack)), "utf8");

    it(`${stack} twice gives the same bytes`, async () => {
      assert.deepEqual(await planned(text, stack), await planned(text, stack));
    });

    it(`${stack} with the keys of its config in another order gives the same bytes`, async () => {
      const expected = await planned(text, stack);
      const root: unknown = parse(text);
      const reversed = await planned(stringify(reordered(root, (list) => list.toReversed())), stack);
      assert.deepEqual(reversed, expected);
      await fc.assert(
        fc.asyncProperty(fc.nat(), async (seed) => {
          assert.equal((await planned(stringify(reordered(root, seeded(seed))), stack)).json, expected.json);
        }),
        { numRuns: 3 },
      );
    });
  }

  it("refuses what the parser refuses, whatever the order of keys", () => {
    const wrong = { config: { "kubernetes-architect:cluster": { cloud: "eks", region: "eu-west-1", colour: "red" } } };
    for (const shuffle of [seeded(1), seeded(2)])
      assert.throws(() => configOfText(stringify(reordered(wrong, shuffle)), "wrong"), ConfigError);
  });
});
