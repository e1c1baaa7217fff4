import type { Plan } from "../planner/plan";
import type { Result, Step } from "./events";
import type { Work } from "./expectation";
import type { Operation } from "./operation";
import type { Foreseen } from "./progress";
import type { State, StateResource } from "./state";

/** What a result takes the time of. */
export const works: Readonly<Record<Result, Work>> = {
  created: "create",
  updated: "update",
  replaced: "create",
  deleted: "delete",
  unchanged: undefined,
};

/**
 * What a run is about, before it starts: the plan's resources when something is made, the state's when it is read or
 * taken away. What is in the state already is taken for unchanged, unless a preview says otherwise.
 * @param previewed what a preview said of each resource
 */
export function foreseen(
  operation: Operation,
  plan: Pick<Plan, "resources"> | undefined,
  state: State,
  previewed: readonly Step[] = [],
): readonly Foreseen[] {
  if (operation === "destroy") return state.resources.map((resource) => ({ ...resource, work: "delete" }));
  if (operation === "refresh" || plan === undefined)
    return state.resources.map((resource) => ({ ...resource, work: undefined }));
  const known = new Set(state.resources.map(({ urn }) => urn));
  const said = new Map(previewed.map(({ urn, result }) => [urn, result === undefined ? undefined : works[result]]));
  const planned = plan.resources.map((resource) => ({ ...resource, work: workOf(resource.urn) }));
  const gone = leftOut(plan, state).map((resource) => ({ ...resource, work: workOf(resource.urn, "delete") }));
  return [...planned, ...gone];

  function workOf(urn: string, otherwise?: Work): Work {
    // A preview changes nothing, so it takes no time that anybody could know.
    if (operation === "preview") return undefined;
    if (said.has(urn)) return said.get(urn);
    return known.has(urn) ? otherwise : "create";
  }
}

/**
 * What is in the state and not in the plan, so that it goes. Besides the stack itself and the engine's own providers,
 * that leaves out what a component of a provider makes: only the real engine knows that.
 */
function leftOut(plan: Pick<Plan, "resources">, { resources }: State): readonly StateResource[] {
  const inPlan = new Map(plan.resources.map(({ urn, type }) => [urn, type]));
  const parents = new Map(resources.map(({ urn, parent }) => [urn, parent]));
  const isOurs = (urn: string | null): boolean => {
    if (urn === null) return true;
    const type = inPlan.get(urn);
    return (type === undefined || /^(kubernetes-architect|pulumi):/.test(type)) && isOurs(parents.get(urn) ?? null);
  };
  return resources.filter(
    ({ urn, type, parent }) =>
      !inPlan.has(urn) && type !== "pulumi:pulumi:Stack" && !/::default_/.test(urn) && isOurs(parent),
  );
}
