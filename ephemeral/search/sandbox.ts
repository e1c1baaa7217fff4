import { z } from "zod";
import { toldTypes } from "./aws";
import type { Search } from "./index";

const resources = z.array(z.object({ type: z.string(), id: z.string(), inputs: z.record(z.string(), z.unknown()) }));
const tags = z.record(z.string(), z.unknown());

function tagsIn(inputs: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const places = [inputs.tags, inputs.labels, inputs.resourceLabels, tags.safeParse(inputs.metadata).data?.labels];
  return Object.assign({}, ...places.map((place) => tags.safeParse(place).data));
}

/**
 * Searches a sandbox's cloud.
 * @param control where the simulator takes requests
 */
export function sandboxSearch(control: string): Search {
  return async (tag, value) => {
    const response = await fetch(`${control}/tagged?${new URLSearchParams({ tag, value })}`);
    if (!response.ok) throw new Error(`the sandbox answered ${response.status}`);
    return resources.parse(await response.json()).map(({ type, id, inputs }) => ({
      // No more than the clouds' own searches tell.
      type: toldTypes.has(type) || type === "kubernetes:core/v1:Namespace" ? type : undefined,
      id,
      label: `${type} ${id}`,
      tags: tagsIn(inputs),
    }));
  };
}
