import { planStack } from "../../planner/plan";
import type { PlannedResource } from "../../planner/resource";
import { findProject, loadStack } from "../../planner/stacks";
import type { Operation } from "../../simulator/faults";
import { root } from "../docs/pages";
import type { Scope } from "./life";
import type { Moment } from "./words";

/** How many others a resource waits for, one after the other. */
function depths(resources: readonly PlannedResource[]): ReadonlyMap<string, number> {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const known = new Map<string, number>();
  const depthOf = (urn: string): number => {
    const resource = byUrn.get(urn);
    const before = known.get(urn);
    if (resource === undefined || before !== undefined) return before ?? 0;
    const depth = 1 + Math.max(0, ...resource.dependsOn.map(depthOf));
    known.set(urn, depth);
    return depth;
  };
  for (const { urn } of resources) depthOf(urn);
  return known;
}

/** One resource of each type, in as few depths as there can be: all of one depth fail in one run. */
function oneOfEach(
  resources: readonly PlannedResource[],
  depth: ReadonlyMap<string, number>,
  types: ReadonlySet<string>,
): ReadonlySet<string> {
  const left = new Set(types);
  const chosen = new Set<string>();
  const numbers = [...new Set(depth.values())];
  const levels = numbers.map((number) => resources.filter(({ urn }) => depth.get(urn) === number));
  const newAt = (level: readonly PlannedResource[]) =>
    level.filter(({ type }, index) => left.has(type) && level.findIndex((other) => other.type === type) === index);
  while (left.size > 0) {
    const [best = []] = levels.map(newAt).toSorted((a, b) => b.length - a.length);
    if (best.length === 0) break;
    for (const { urn, type } of best) {
      chosen.add(urn);
      left.delete(type);
    }
  }
  return chosen;
}

const kinds: Readonly<Record<Operation, readonly Moment[]>> = {
  create: ["before", "after", "part"],
  update: ["before", "after"],
  delete: ["before", "after"],
  read: ["before"],
};

/**
 * Chooses one resource of each type that the stacks have, on the first stack that has the type. Those that wait for
 * equally many others fail in the same way, since they fail in the same run.
 */
export async function chosenIn(stacks: readonly string[]): Promise<ReadonlyMap<string, Scope>> {
  const project = findProject(root);
  const taken = new Set<string>();
  const chosen = new Map<string, Scope>();
  for (const stack of stacks) {
    const plan = await planStack(loadStack(project, stack));
    const resources = plan.resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:providers:"));
    const types = new Set(resources.map(({ type }) => type).filter((type) => !taken.has(type)));
    for (const type of types) taken.add(type);
    const depth = depths(resources);
    const own = oneOfEach(resources, depth, types);
    // What a provider makes for a component of its own is in no plan.
    const others = new Map<string, string>();
    const only = (type: string, urn: string) => {
      if (taken.has(type) || !type.startsWith("aws:eks/")) return own.has(urn);
      if (!others.has(type)) others.set(type, urn);
      return others.get(type) === urn;
    };
    const momentOf = (operation: Operation, urn: string) =>
      kinds[operation][(depth.get(urn) ?? 0) % kinds[operation].length] ?? "before";
    chosen.set(stack, { only, momentOf, atOnce: true });
  }
  return chosen;
}
