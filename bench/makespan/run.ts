import { Clock } from "../../simulator/clock";
import type { Call } from "../../simulator/cloud";
import { EngineStack } from "../../test/engine/support";
import { assess } from "./assess";
import { graphOf, type StateResource } from "./graph";
import type { Makespan } from "./report";

/** The most calls that were under way at once. */
function mostAtOnce(calls: readonly Call[]): number {
  const changes = calls.flatMap(({ start, end }) => [
    { at: start, by: 1 },
    { at: end, by: -1 },
  ]);
  let now = 0;
  let most = 0;
  for (const { by } of changes.toSorted((a, b) => a.at - b.at || a.by - b.by)) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}

/** What components of providers are told to wait for, by their urn: only the plan says it. */
export async function beforeComponents(stack: EngineStack): Promise<ReadonlyMap<string, readonly string[]>> {
  const { resources } = await stack.plan();
  const theirs = resources.filter(({ custom, type }) => !custom && !type.startsWith("kubernetes-architect:"));
  return new Map(theirs.map(({ urn, dependsOn }) => [urn, dependsOn]));
}

/**
 * Makes a stack on the real engine, and measures it.
 * @param scale real seconds that a cloud's second takes
 * @throws Error when the engine fails
 */
export async function makespanOf(name: string, scale: number): Promise<Makespan> {
  const stack = await EngineStack.create(name, new Clock(scale));
  try {
    const told = await beforeComponents(stack);
    const start = performance.now();
    const { calls, failed, errors } = await stack.up();
    const wall = (performance.now() - start) / 1000;
    if (failed) throw new Error(errors.join("\n"));
    const resources = (stack.state.resources ?? []) as readonly StateResource[];
    return { stack: name, assessment: assess(graphOf(resources, told)), wall, scale, atOnce: mostAtOnce(calls) };
  } finally {
    stack.close();
  }
}
