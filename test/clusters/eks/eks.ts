import type { Plan } from "../../../planner/plan";
import { only, planOf } from "../../support/plan";

/** Plans an EKS cluster named `one`, with no autoscaler unless told. */
export function planEks(cluster: Readonly<Record<string, unknown>> = {}, rest: Readonly<Record<string, unknown>> = {}) {
  return planOf({ cluster: { cloud: "eks", region: "eu-west-1", autoscaler: "none", ...cluster }, ...rest }, "one");
}

interface Statement {
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The statements of a policy document. */
export function statementsIn(document: unknown): readonly Statement[] {
  return (JSON.parse(String(document)) as { readonly Statement: readonly Statement[] }).Statement;
}

/** The actions that a policy document allows or denies, in order. */
export function actionsIn(document: unknown): readonly string[] {
  return statementsIn(document).flatMap(({ Action }) => Action);
}

/** The names, without their types, of what a resource is made after. */
export function prerequisitesOf(plan: Plan, type: string, name: string): readonly string[] {
  return only(plan, type, name).dependsOn.map((urn) => String(urn.split("::").at(-1)));
}
