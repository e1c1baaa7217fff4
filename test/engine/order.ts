import type { Call } from "../../simulator/cloud";
import type { SimulatedResource } from "../../simulator/model";
import { namesOf } from "./names";
import { type Deployment, labelOf, type StateResource } from "./run";

/** When each resource went, by its urn; one without a call of its own went with what it is `deletedWith`. */
function endings(state: readonly StateResource[], deletes: readonly Call[]): ReadonlyMap<string, Call> {
  const own = new Map(deletes.map((call) => [call.urn, call]));
  const withOther = state.flatMap(({ urn, deletedWith = "" }) => {
    const other = own.get(deletedWith);
    return other === undefined || own.has(urn) ? [] : [[urn, other] as const];
  });
  return new Map([...own, ...withOther]);
}

// A policy may name what is gone: it grants nothing then.
const mayNameAnything = /^aws:iam\/rolePolicy:/;

/** Pairs of a resource and another one whose id, or what else its cloud gave it, stands in the first one's inputs. */
function references(resources: readonly SimulatedResource[]): readonly (readonly [string, string])[] {
  const texts = resources
    .filter(({ type }) => !mayNameAnything.test(type))
    .map(({ urn, inputs }) => ({ urn, text: JSON.stringify(inputs) }));
  // In a cluster things have the names that the config gives them.
  const inClouds = resources.filter(({ type }) => !type.startsWith("kubernetes:"));
  return [...namesOf(inClouds)].flatMap(([used, names]) => {
    const users = texts.filter(({ urn, text }) => urn !== used.urn && names.some((name) => text.includes(name)));
    return users.map(({ urn }) => [urn, used.urn] as const);
  });
}

/**
 * Whose deletion began while something that named it, or that the program had made after it, was still there: one line
 * each, `used before user`.
 */
export function goneTooEarly(
  { resources = [] }: Deployment,
  inCloud: readonly SimulatedResource[],
  calls: readonly Call[],
): readonly string[] {
  const ends = endings(
    resources,
    calls.filter(({ operation, failed }) => operation === "delete" && !failed),
  );
  const dependencies = resources.flatMap(({ urn, dependencies = [] }) => dependencies.map((on) => [urn, on] as const));
  const pairs = [...dependencies, ...references(inCloud)];
  const early = pairs.filter(([user, used]) => {
    const first = ends.get(user);
    const then = ends.get(used);
    // The same call when both went with a third.
    return first !== undefined && then !== undefined && first !== then && then.start < first.end;
  });
  return [...new Set(early.map(([user, used]) => `${labelOf(used)} before ${labelOf(user)}`))];
}
