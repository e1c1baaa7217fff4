import { stringify } from "yaml";
import { ConfigError, namespace } from "../../components/config/errors";
import type { Config } from "../../components/config/parse";
import { readStackText } from "../../components/config/read";
import { parseStack } from "../../components/stack";
import { type Plan, planStack } from "../../planner/plan";
import type { PlannedResource } from "../../planner/resource";

/** A stack file's text with these values under the namespace's keys. */
export function stackText(values: Readonly<Record<string, unknown>>): string {
  return stringify({
    config: Object.fromEntries(Object.entries(values).map(([key, value]) => [`${namespace}:${key}`, value])),
  });
}

/** Parses values as a stack's file would hold them. */
export function configOf(values: Readonly<Record<string, unknown>>, stack = "test"): Config {
  return parseStack(readStackText(stackText(values), `stacks/Pulumi.${stack}.yaml`, "kubernetes-architect", stack));
}

/** The day that plans are judged by, so that no test changes as support windows end. */
export const today = "2026-11-24";

/** Plans values as a stack's file would hold them. */
export async function planOf(values: Readonly<Record<string, unknown>>, stack = "test"): Promise<Plan> {
  return planStack(configOf(values, stack), today);
}

/** The one resource of a type, or of a type and a name. */
export function only(plan: Plan, type: string, name?: string): PlannedResource {
  const found = all(plan, type).filter((resource) => name === undefined || resource.name === name);
  const [first] = found;
  if (first === undefined || found.length > 1)
    throw new Error(`${found.length} resources of type ${type} ${name ?? ""}`);
  return first;
}

/** All resources of a type. */
export function all(plan: Plan, type: string): readonly PlannedResource[] {
  return plan.resources.filter((resource) => resource.type === type);
}

/** Each problem's line, for a config that is refused. */
export function problemsOf(values: Readonly<Record<string, unknown>>): readonly string[] {
  try {
    configOf(values);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split("\n");
    throw error;
  }
  return [];
}
