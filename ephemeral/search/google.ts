import { z } from "zod";
import { cloudJson } from "./cli";
import type { Found, Search } from "./index";

// Source: ResourceSearchResult (Cloud Asset Inventory REST reference).
const answer = z.array(z.object({ name: z.string(), labels: z.record(z.string(), z.string()).optional() }));

/** What Cloud Asset Inventory answers: full names such as `//compute.googleapis.com/projects/p/regions/r/addresses/a`. */
export function foundInGoogle(json: unknown): readonly Found[] {
  return answer.parse(json ?? []).map(({ name, labels }) => ({
    type: undefined,
    id: name.replace(/^\/\/[^/]+\//, ""),
    label: name,
    tags: labels ?? {},
  }));
}

/** Searches a project that gcloud is logged in to; the Cloud Asset API has to be enabled in it. */
export function googleSearch(project: string): Search {
  return async (tag, value) => {
    const args = ["asset", "search-all-resources", `--scope=projects/${project}`, `--query=labels.${tag}=${value}`];
    return foundInGoogle(await cloudJson("gcloud", [...args, "--format=json"]));
  };
}
