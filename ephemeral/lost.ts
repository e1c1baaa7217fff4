import { idOf } from "../deployments/ids";
import type { PendingOperation, State } from "../deployments/state";
import type { Found, Search } from "./search";

// Where a resource keeps its tags, as its inputs have them.
const tagInputs = ["tags", "labels", "resourceLabels"];

function tagsOf({ inputs }: PendingOperation): Readonly<Record<string, unknown>> | undefined {
  const [tags] = tagInputs.map((key) => inputs[key]).filter((it) => typeof it === "object" && it !== null);
  return tags as Readonly<Record<string, unknown>> | undefined;
}

function fits(create: PendingOperation, { type, tags }: Found): boolean {
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
  const unnamed = creates.filter(({ resource, inputs }) => idOf(resource.type, inputs) === undefined);
  if (unnamed.length === 0) return new Map();
  const known = new Set(state.resources.map(({ id }) => id));
  const free = new Set((await search("stack", stack)).filter(({ id }) => !known.has(id)));
  const ids = new Map<string, string>();
  for (const create of unnamed) {
    const found = [...free].find((it) => fits(create, it));
    if (found === undefined) continue;
    free.delete(found);
    ids.set(create.resource.urn, found.id);
  }
  return ids;
}
