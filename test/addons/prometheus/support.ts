import { type Plan, planStack } from "../../../planner/plan";
import type { PlannedResource } from "../../../planner/resource";
import { configOf, only, problemsOf } from "../../support/plan";

const existing = { cloud: "existing", version: "1.35" };

/** A secret as it stands in a stack file. */
export const secure = { secure: "v1:ciphertext" };

function values(options: object, cluster: object = {}): Readonly<Record<string, unknown>> {
  return { cluster: { ...existing, ...cluster }, addons: { prometheus: options } };
}

/** The plan of the add-on alone on an existing cluster. */
export async function planOptions(options: object, cluster: object = {}, more: object = {}): Promise<Plan> {
  return planStack(configOf({ ...values(options, cluster), ...more }));
}

/** What is wrong with the options, without the place in the file. */
export function optionProblems(options: object): readonly string[] {
  return problemsOf(values(options)).map((line) => line.replace(/^.*kubernetes-architect:addons\.prometheus\.?/, ""));
}

/** The release of a plan. */
export function releaseOf(plan: Plan): PlannedResource {
  return only(plan, "kubernetes:helm.sh/v3:Release", "prometheus-kube-prometheus-stack");
}

/** What stands at a place, or undefined. */
export function at(root: unknown, ...keys: string[]): unknown {
  let current = root;
  for (const key of keys) current = Object.entries(current ?? {}).find(([name]) => name === key)?.[1];
  return current;
}

/** What stands at a place of the release's values. */
export function valueIn(plan: Plan, path: string): unknown {
  return at(releaseOf(plan).inputs.values, ...path.split("."));
}
