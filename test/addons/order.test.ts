import assert from "node:assert/strict";
import fc from "fast-check";
import { catalog } from "../../components/addons/catalog";
import { inOrder, prerequisites } from "../../components/addons/order";
import { clouds } from "../../components/config/clusters/common";
import type { Plan } from "../../planner/plan";
import { at } from "../../policies/read";
import { leastClusters } from "../support/clusters";
import { planOf, problemsOf } from "../support/plan";
import { addonsFor, leastOptionsOf, wholeCatalog } from "../support/wholeCatalog";

const names = Object.keys(catalog);
const addonOf = (name: string) => {
  const addon = catalog[name];
  if (addon === undefined) throw new Error(`no add-on ${name}`);
  return addon;
};

/** What somebody who switches add-ons on has to switch on too. */
function withRequired(chosen: readonly string[]): readonly string[] {
  const on = new Set(chosen);
  for (const name of on) for (const required of addonOf(name).requires) on.add(required);
  return [...on];
}

/** Says where an order breaks what add-ons need. */
function brokenIn(on: readonly string[]): readonly string[] {
  const order = inOrder(on.map(addonOf)).map(({ name }) => name);
  const place = (name: string) => order.indexOf(name);
  const late = order.flatMap((name) =>
    addonOf(name)
      .requires.filter((required) => place(required) < 0 || place(required) > place(name))
      .map((required) => `${name} before ${required}, which it requires`),
  );
  const same = [...order].sort().join() === [...on].sort().join();
  return same ? late : [...late, `${order.join()} instead of ${on.join()}`];
}

/** Says which objects are put into a namespace that they do not wait for, though the plan makes it. */
function withoutNamespace({ resources }: Plan): readonly string[] {
  const spaces = new Map(
    resources
      .filter(({ type }) => type === "kubernetes:core/v1:Namespace")
      .map(({ inputs, urn }) => [String(at(inputs, "metadata.name")), urn]),
  );
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const behind = (urn: string): ReadonlySet<string> => {
    const found = new Set([urn]);
    for (const one of found) for (const other of byUrn.get(one)?.dependsOn ?? []) found.add(other);
    return found;
  };
  return resources.flatMap(({ urn, type, inputs }) => {
    const name = type.endsWith(":Release") ? inputs.namespace : at(inputs, "metadata.namespace");
    const space = spaces.get(String(name));
    return space === undefined || behind(urn).has(space) ? [] : [`${urn} may come before its namespace`];
  });
}

/** Says which resources wait for something that waits for them, or for something that is not there. */
function brokenWaits({ resources }: Plan): readonly string[] {
  const waiting = new Map(
    resources.map(({ urn, dependsOn, parent }) => [urn, [...dependsOn, ...(parent === null ? [] : [parent])]]),
  );
  const missing = [...waiting].flatMap(([urn, others]) =>
    others.filter((other) => !waiting.has(other)).map((other) => `${urn} waits for ${other}, which is not there`),
  );
  for (let free = [""]; free.length > 0; ) {
    free = [...waiting].filter(([, others]) => others.every((other) => !waiting.has(other))).map(([urn]) => urn);
    for (const urn of free) waiting.delete(urn);
  }
  return [...missing, ...[...waiting.keys()].map((urn) => `${urn} waits for itself`)];
}

describe("the order of add-ons", () => {
  it("names only add-ons of the catalogue as required", () => {
    const unknown = names.flatMap((name) => addonOf(name).requires.filter((other) => !Object.hasOwn(catalog, other)));
    assert.deepEqual(unknown, []);
  });

  it("keeps to what is required, for every pair", () => {
    const pairs = names.flatMap((one, index) => names.slice(index + 1).map((other) => withRequired([one, other])));
    assert.deepEqual(pairs.flatMap(brokenIn), []);
  });

  it("keeps to what is required, for any set, in whatever sequence they are given", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(names), (chosen) => {
        const on = withRequired(chosen);
        assert.deepEqual(brokenIn(on), []);
        const order = (of: readonly string[]) => inOrder(of.map(addonOf)).map(({ name }) => name);
        assert.deepEqual(order(on), order([...on].sort()));
      }),
    );
  });

  it("waits only for add-ons that are on", () => {
    fc.assert(
      fc.property(fc.subarray(names), fc.constantFrom(...names), (chosen, name) => {
        const on = new Set([...chosen, name]);
        assert.ok(prerequisites(addonOf(name), on).every((other) => on.has(other) && other !== name));
      }),
    );
  });

  for (const cloud of clouds) {
    it(`leaves no resource waiting for ever with everything on at once, on ${cloud}`, async () => {
      for (const second of [false, true]) {
        const plan = await planOf(wholeCatalog(cloud, "production", second));
        assert.deepEqual([...brokenWaits(plan), ...withoutNamespace(plan)], []);
      }
    });

    it(`breaks no other add-on by leaving one out, or says so before anything is made, on ${cloud}`, async () => {
      const whole = wholeCatalog(cloud, "production", false);
      const on = Object.keys(whole.addons as object);
      const without = (name: string) => ({
        ...whole,
        addons: Object.fromEntries(Object.entries(whole.addons as object).filter(([other]) => other !== name)),
      });
      for (const name of on) {
        const problems = problemsOf(without(name));
        const stranded = on.filter((other) => addonOf(other).requires.includes(name));
        for (const other of stranded)
          assert.ok(problems.join("\n").includes(`${other} without ${name}`), `${other} needs ${name}`);
      }
      const free = on.filter((name) => problemsOf(without(name)).length === 0);
      assert.ok(free.length > on.length / 2, "most add-ons can be left out");
      for (const name of free.filter((_, index) => index % 4 === 0))
        assert.deepEqual(brokenWaits(await planOf(without(name))), [], name);
    });

    it(`plans each pair of add-ons that its config takes, on ${cloud}`, () => {
      const all = addonsFor(cloud);
      const config = (on: readonly string[]) => ({
        cluster: leastClusters[cloud],
        addons: Object.fromEntries(on.map((name) => [name, leastOptionsOf(name, cloud)])),
      });
      const excluded = (one: string, other: string) =>
        addonOf(one).conflicts.includes(other) || addonOf(other).conflicts.includes(one);
      for (const one of all) {
        const alone = problemsOf(config(withRequired([one])));
        for (const other of all.filter((it) => it > one)) {
          const problems = problemsOf(config(withRequired([one, other])));
          // What is said of the two is what is said of each, or that they exclude one another.
          const each = [...alone, ...problemsOf(config(withRequired([other])))].map(said);
          const left = problems.map(said).filter((line) => !each.includes(line) && !/ together with /.test(line));
          assert.deepEqual(left, [], `${one} and ${other}`);
          if (excluded(one, other)) assert.ok(problems.length > 0, `${one} with ${other}`);
        }
      }
    });
  }
});

// A problem without its line.
function said(problem: string): string {
  return problem.replace(/^[^:]*(:\d+)?: /, "");
}
