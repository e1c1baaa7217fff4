import { idOfCreate } from "../deployments/pending";
import { type PendingOperation, type State, subscriptionIn } from "../deployments/state";
import type { Found, Search } from "./search";

// Where a resource keeps its tags, as its inputs have them.
const tagInputs = ["tags", "labels", "resourceLabels"];

function tagsOf({ inputs }: PendingOperation): Readonly<Record<string, unknown>> | undefined {
  const [tags] = tagInputs.map((key) => inputs[key]).filter((it) => typeof it === "object" && it !== null);
  return tags as Readonly<Record<string, unknown>> | undefined;
}

/** What imports a resource, where that is more than its id. Source: "Import" in the SDK's documentation of the type. */
function importing({ resource, inputs }: PendingOperation, id: string): string {
  return resource.type === "aws:eks/podIdentityAssociation:PodIdentityAssociation" ? `${inputs.clusterName},${id}` : id;
}

/** True for what has the type and all the tags that a create asked for. */
export function fits(create: PendingOperation, { type, tags }: Found): boolean {
  const wanted = tagsOf(create);
  if (type !== create.resource.type || wanted === undefined) return false;
  return Object.entries(wanted).every(([key, value]) => tags[key] === value);
}

/**
 * Finds what creates that never ended have made, where only the cloud can say the id: something of the type, with all the
 * tags that were asked for, that the state does not know. Only for what is destroyed afterwards: of two that are alike,
 * such as keys, either may stand for the other.
 * @returns ids by urn; none for what is not there
 */
export async function lostIds(
  creates: readonly PendingOperation[],
  state: State,
  search: Search,
  stack: string,
): Promise<ReadonlyMap<string, string>> {
  const unnamed = creates.filter((create) => idOfCreate(create) === undefined);
  if (unnamed.length === 0) return new Map();
  const known = new Set(state.resources.map(({ id }) => id));
  const all = await search("stack", stack);
  const free = new Set(all.filter(({ id }) => !known.has(id)));
  const ids = new Map<string, string>();
  for (const create of unnamed) {
    const found = [...free].find((it) => fits(create, it));
    if (found !== undefined) free.delete(found);
    const id = found === undefined ? idOfCreate(inSubscription(create, all)) : importing(create, found.id);
    if (id !== undefined) ids.set(create.resource.urn, id);
  }
  return ids;
}

// The first thing of a stack on Azure, whose subscription the environment chose: what carries the stack's tag says it.
function inSubscription(create: PendingOperation, all: readonly Found[]): PendingOperation {
  const [subscriptionId] = all.flatMap(({ id }) => subscriptionIn(id) ?? []);
  return subscriptionId === undefined ? create : { ...create, settings: { subscriptionId, ...create.settings } };
}
