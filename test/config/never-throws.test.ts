import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { ConfigError } from "../../components/config/errors";
import { isPlainObject } from "../../components/config/secret";
import { planOf } from "../support/plan";
import { variants } from "../support/variants";

const stacks = path.join(__dirname, "../../stacks");

/** Every example stack's config keys without the namespace. */
function examples(): Record<string, unknown>[] {
  const files = readdirSync(stacks).filter((file) => /^Pulumi\..+\.yaml$/.test(file));
  return files.map((file) => {
    const { config } = parse(readFileSync(path.join(stacks, file), "utf8"));
    return Object.fromEntries(
      Object.entries(config as object).map(([key, value]) => [key.split(":")[1] ?? key, value]),
    );
  });
}

function pathsIn(value: unknown, here: readonly string[] = []): (readonly string[])[] {
  const inner = Array.isArray(value) || isPlainObject(value) ? Object.entries(value) : [];
  return [here, ...inner.flatMap(([key, child]) => pathsIn(child, [...here, key]))];
}

function changed(root: unknown, at: readonly string[], value: unknown): unknown {
  const [key, ...rest] = at;
  if (key === undefined) return value;
  if (Array.isArray(root))
    return root.map((inner, index) => (String(index) === key ? changed(inner, rest, value) : inner));
  return isPlainObject(root) ? { ...root, [key]: changed(root[key], rest, value) } : root;
}

const scalars = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(
    null,
    "",
    "0",
    "-1",
    "10.0.0.0/8",
    "10.0.0.0/30",
    "0.0.0.0/0",
    "1.35",
    "1.99",
    "x".repeat(300),
    "m7g.large",
    "__proto__",
  ),
  fc.integer({ min: -5, max: 2000 }),
);
const anything = fc.oneof(
  { weight: 3, arbitrary: scalars },
  fc.array(scalars, { maxLength: 3 }),
  fc.dictionary(fc.string(), scalars, { maxKeys: 3 }),
);

// Names that objects answer to, that other places have, and that no place has.
const names = [
  "constructor",
  "toString",
  "__proto__",
  "default",
  "general",
  "cloud",
  "secure",
  "regoin",
  "",
  "a.b",
  "1",
];

type Change = (root: unknown) => unknown;

/** Changes of one place in a config: another value, another key, a key more, a key less. */
const changes: fc.Arbitrary<Change> = fc
  .record({ where: fc.nat(), name: fc.constantFrom(...names), value: anything, kind: fc.integer({ min: 0, max: 3 }) })
  .map(({ where, name, value, kind }) => (root) => {
    const places = pathsIn(root).slice(1);
    const at = places[where % Math.max(1, places.length)];
    if (at === undefined) return root;
    const [key, around] = [at.at(-1), at.slice(0, -1)];
    const map = around.reduce((current: unknown, part) => (current as Record<string, unknown>)[part], root);
    if (kind === 0 || !isPlainObject(map)) return changed(root, at, value);
    const entries = Object.entries(map);
    const others = entries.filter(([name]) => name !== key);
    if (kind === 1) return changed(root, around, Object.fromEntries(others));
    if (kind === 2) return changed(root, around, Object.fromEntries([...entries, [name, value]]));
    return changed(root, around, Object.fromEntries([...others, [name, map[String(key)]]]));
  });

async function planOrRefuse(values: unknown): Promise<void> {
  try {
    await planOf(values as Record<string, unknown>);
  } catch (error) {
    if (error instanceof ConfigError) return;
    throw error;
  }
}

describe("the planner", () => {
  it("answers any change of an example stack with a plan or a config error", async () => {
    const change = fc.constantFrom(...examples()).chain((example) =>
      fc.record({
        example: fc.constant(example),
        at: fc.constantFrom(...pathsIn(example).slice(1)),
        value: anything,
      }),
    );
    await fc.assert(
      fc.asyncProperty(change, async ({ example, at, value }) => planOrRefuse(changed(example, at, value))),
      { numRuns: 300 },
    );
  });

  it("answers several changes at once, of keys and of values, with a plan or one line for each mistake", async () => {
    const several = fc.array(changes, { minLength: 1, maxLength: 3 });
    const config = fc.constantFrom(...examples(), ...Object.values(variants));
    await fc.assert(
      fc.asyncProperty(config, several, async (example, all) => {
        try {
          await planOf(all.reduce((root: unknown, change) => change(root), example) as Record<string, unknown>);
        } catch (error) {
          if (!(error instanceof ConfigError)) throw error;
          for (const line of error.message.split("\n"))
            assert.match(line, /^stacks\/Pulumi\.test\.yaml(:\d+)?: .*(missing|found .+); allowed: .+$/);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("answers any config at all with a plan or a config error", async () => {
    const config = fc.dictionary(
      fc.constantFrom("cluster", "addons", "gitops", "tags", "mirror", "policies", "other"),
      fc.oneof(anything, fc.object({ maxDepth: 3 })),
    );
    await fc.assert(fc.asyncProperty(config, planOrRefuse), { numRuns: 300 });
  });

  it("refuses an empty config with what is missing", async () => {
    await assert.rejects(
      planOf({}),
      (error: Error) =>
        error instanceof ConfigError &&
        /cluster\.cloud: missing; allowed: eks, aks, gke or existing/.test(error.message),
    );
  });
});
