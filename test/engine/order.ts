import type { Call } from "../../simulator/cloud";
import type { SimulatedResource } from "../../simulator/model";
import { namesOf } from "./names";
import { type Deployment, labelOf } from "./run";

// A right on what is gone is no use of it.
const mayNameAnything = /^(aws:iam\/rolePolicy|gcp:projects\/iAMMember):/;

/** Pairs of a resource and another one whose id, or what else its cloud gave it, stands in the first one's inputs. */
function references(resources: readonly SimulatedResource[]): readonly (readonly [string, string])[] {
  const texts = resources
    .filter(({ type }) => !mayNameAnything.test(type))
    .map(({ urn, born, inputs }) => ({ urn, born, text: JSON.stringify(inputs) }));
  // In a cluster things have the names that the config gives them.
  const inClouds = resources.filter(({ type }) => !type.startsWith("kubernetes:"));
  return [...namesOf(inClouds)].flatMap(([used, names]) => {
    // Only what was there could be named.
    const users = texts.filter(({ born, text }) => born > used.born && names.some((name) => text.includes(name)));
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
  // What goes with another has no call of its own: it is let go of while what it used is taken away.
  const deletes = calls.filter(({ operation, failed }) => operation === "delete" && !failed);
  const ends = new Map(deletes.map((call) => [call.urn, call]));
  const dependencies = resources.flatMap(({ urn, dependencies = [] }) => dependencies.map((on) => [urn, on] as const));
  const pairs = [...dependencies, ...references(inCloud)];
  const early = pairs.filter(([user, used]) => {
    const first = ends.get(user);
    const then = ends.get(used);
    return first !== undefined && then !== undefined && then.start < first.end;
  });
  return [...new Set(early.map(([user, used]) => `${labelOf(used)} before ${labelOf(user)}`))];
}
