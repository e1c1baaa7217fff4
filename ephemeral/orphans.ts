import { parse } from "yaml";
import { namespace } from "../components/config/errors";
import { inTurn } from "../planner/inTurn";
import type { Backend } from "./backend";
import { distinct, type Found, type Place, placesIn, searchIn } from "./search";

/** What was found, and the places that could not be searched. */
export interface Orphans {
  readonly found: readonly Found[];
  readonly unsearched: readonly { readonly place: Place; readonly reason: string }[];
}

/** The place that a stack's file speaks of. */
export function placeInFile(text: string): Place | undefined {
  const file = parse(text) as { readonly config?: Readonly<Record<string, unknown>> } | null;
  const cluster = file?.config?.[`${namespace}:cluster`];
  if (typeof cluster !== "object" || cluster === null) return undefined;
  const { cloud, region, project, subscriptionId, virtual, kubeconfig, context } = cluster as Readonly<
    Record<string, unknown>
  >;
  if (cloud === "eks" && typeof region === "string") return { cloud, region };
  if (cloud === "gke" && typeof project === "string") return { cloud, project };
  if (cloud === "aks") return { cloud, subscription: typeof subscriptionId === "string" ? subscriptionId : undefined };
  if (cloud === "existing" && virtual !== undefined)
    return {
      cloud,
      kubeconfig: typeof kubeconfig === "string" ? kubeconfig : "~/.kube/config",
      context: typeof context === "string" ? context : undefined,
    };
  return undefined;
}

/**
 * Decides what of all that carries our tag no stack knows.
 * @param states each stack's state, as text
 */
export function unknownTo(states: ReadonlyMap<string, string>, found: readonly Found[]): readonly Found[] {
  return found.filter(({ type, id, label, tags }) => {
    const state = states.get(String(tags.stack));
    if (state === undefined) return true;
    // A stack that is there has nodes, disks and load balancers that its cluster made: no state lists those.
    return type !== undefined && !state.includes(JSON.stringify(id)) && !state.includes(JSON.stringify(label));
  });
}

/** Finds what is in the cloud with our tags that no stack of this backend knows. Only looks. */
export async function findOrphans(backend: Backend): Promise<Orphans> {
  const { project } = backend;
  const inFiles = project.stacks.flatMap((name) => placeInFile(backend.file(name) ?? "") ?? []);
  const names = await backend.names();
  const before = await inTurn(names, 4, async (name) => backend.state(name));
  const places = distinct([...inFiles, ...before.flatMap(placesIn)]);
  const searches = await Promise.all(
    places.map(async (place) => {
      try {
        return { place, found: await searchIn(place)("managed-by", "kubernetes-architect") };
      } catch (error) {
        return { place, reason: error instanceof Error ? error.message : String(error) };
      }
    }),
  );
  const found = distinctFound(searches.flatMap((it) => ("found" in it ? (it.found ?? []) : [])));
  // Read after the search: what a run has made meanwhile is in its state by then, or still pending there.
  const after = await inTurn(names, 4, async (name) => backend.state(name));
  const states = new Map(names.map((name, index) => [name, JSON.stringify(after[index] ?? before[index] ?? {})]));
  const busy = new Set(names.filter((name) => isPending(states.get(name) ?? "")));
  return {
    found: unknownTo(states, found).filter(({ tags }) => !busy.has(String(tags.stack))),
    unsearched: searches.flatMap((it) => (it.reason === undefined ? [] : [{ place: it.place, reason: it.reason }])),
  };
}

// What is under way is not lost yet; what a killed run left is found when its stack is reaped.
function isPending(state: string): boolean {
  return /"pending_operations":\[\{/.test(state);
}

function distinctFound(found: readonly Found[]): readonly Found[] {
  return [...new Map(found.map((it) => [it.label, it])).values()];
}

/** A place as a message names it. */
export function placeText(place: Place): string {
  switch (place.cloud) {
    case "eks":
      return `AWS ${place.region}`;
    case "aks":
      return place.subscription === undefined ? "Azure" : `Azure subscription ${place.subscription}`;
    case "gke":
      return `Google Cloud project ${place.project}`;
    case "existing":
      return `the cluster of ${place.context ?? "the current context"} in ${place.kubeconfig}`;
  }
}
