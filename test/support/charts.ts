import { readdirSync } from "node:fs";
import * as path from "node:path";
import { pinNameOf } from "../../components/chartSource";
import { readStackFile } from "../../components/config/read";
import { isPlainObject } from "../../components/config/secret";
import { parseStack } from "../../components/stack";
import { type Plan, planStack } from "../../planner/plan";
import { planOf, today } from "./plan";
import { variants } from "./variants";

const root = path.join(__dirname, "../..");

/** The names of the example stacks. */
export function exampleStacks(): readonly string[] {
  const files = readdirSync(path.join(root, "stacks"));
  return files.flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []).sort();
}

/** Plans an example stack. */
export async function planExample(stack: string): Promise<Plan> {
  return planStack(parseStack(readStackFile(root, "kubernetes-architect", stack)), today);
}

/** Every set of values that we give to each chart, over all example stacks and all variants of options. */
export async function valuesByChart(): Promise<ReadonlyMap<string, readonly Record<string, unknown>[]>> {
  const found = new Map<string, Record<string, unknown>[]>();
  const plans: Plan[] = [];
  for (const stack of exampleStacks()) plans.push(await planExample(stack));
  for (const variant of Object.values(variants)) plans.push(await planOf(variant));
  for (const { inputs } of plans
    .flatMap(({ resources }) => resources)
    .filter(({ type }) => type === "kubernetes:helm.sh/v3:Release")) {
    const name = chartName(inputs);
    if (isPlainObject(inputs.values)) found.set(name, [...(found.get(name) ?? []), inputs.values]);
  }
  return found;
}

/** The name in versions.ts of a release's chart. */
export function chartName(inputs: Readonly<Record<string, unknown>>): string {
  const known = pinNameOf(inputs);
  if (known === undefined) throw new Error(`no pin for the chart ${String(inputs.chart)}`);
  return known;
}
