import { durationOf } from "../../durations";
import { nameOf, typeOf } from "../../planner/resource";

/** A resource in the engine's state, as far as its order is told by it. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly parent?: string;
  readonly inputs?: Inputs;
  readonly dependencies?: readonly string[];
  /** What each input takes an output of. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
  readonly provider?: string;
}

export type Inputs = Readonly<Record<string, unknown>>;

/** A resource with what it waits for. */
export interface Node {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** The component that it is in. */
  readonly parent: string | undefined;
  readonly inputs: Inputs;
  readonly seconds: number;
  /** What each input takes an output of; under `provider`, what reaches the resource's cloud or cluster. */
  readonly data: ReadonlyMap<string, readonly string[]>;
  /** All that it waits for: what its inputs take an output of, and what the program says besides. */
  readonly waits: readonly string[];
}

export type Graph = ReadonlyMap<string, Node>;

/**
 * The graph of what was made, without components: who waits for a component waits for all that is in it.
 * @param before what a component is told to wait for, by its urn, which the state does not keep of a provider's component
 */
export function graphOf(
  resources: readonly StateResource[],
  before: ReadonlyMap<string, readonly string[]> = new Map(),
): Graph {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const inside = childrenOf(resources);
  const real = (urns: readonly string[]): readonly string[] => [
    ...new Set(urns.flatMap((urn) => (byUrn.get(urn)?.custom === false ? real(inside.get(urn) ?? []) : [urn]))),
  ];
  const told = (resource: StateResource | undefined): readonly string[] =>
    resource === undefined ? [] : [...(before.get(resource.urn) ?? []), ...told(byUrn.get(resource.parent ?? ""))];
  const nodes = resources
    .filter(({ custom, type }) => custom && type !== "pulumi:pulumi:Stack")
    .map((resource): Node => {
      const { urn, inputs = {}, dependencies = [] } = resource;
      const data = dataOf(resource, byUrn);
      const waits = real([...dependencies, ...[...data.values()].flat(), ...told(byUrn.get(resource.parent ?? ""))]);
      return {
        urn,
        type: typeOf(urn),
        name: nameOf(urn),
        parent: resource.parent,
        inputs,
        seconds: durationOf(typeOf(urn), inputs).create,
        data,
        waits: waits.filter((other) => other !== urn && byUrn.has(other)),
      };
    });
  return new Map(nodes.map((node) => [node.urn, node]));
}

// A component among them stands beside the resource in it that the output is of.
function dataOf(
  { propertyDependencies = {}, provider }: StateResource,
  byUrn: ReadonlyMap<string, StateResource>,
): ReadonlyMap<string, readonly string[]> {
  const isReal = (urn: string) => byUrn.get(urn)?.custom === true;
  const data = new Map<string, readonly string[]>();
  for (const [key, urns] of Object.entries(propertyDependencies)) data.set(key, (urns ?? []).filter(isReal));
  const reached = provider?.split("::").slice(0, -1).join("::");
  if (reached !== undefined && isReal(reached)) data.set("provider", [reached]);
  return data;
}

function childrenOf(resources: readonly StateResource[]): ReadonlyMap<string, readonly string[]> {
  const children = new Map<string, string[]>();
  for (const { urn, parent } of resources)
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), urn]);
  return children;
}
