import { z } from "zod";
import { subscriptionIn } from "../../deployments/state";
import { awsSearch } from "./aws";
import { azureSearch } from "./azure";
import { clusterSearch } from "./cluster";
import { googleSearch } from "./google";
import { sandboxSearch } from "./sandbox";

/** Something in a cloud that carries a tag. */
export interface Found {
  /** Pulumi's type token, where it is one of those that a stack makes by itself; undefined for anything else. */
  readonly type: string | undefined;
  /** The id that Pulumi knows it by. */
  readonly id: string;
  /** What the cloud calls it, such as an ARN. */
  readonly label: string;
  readonly tags: Readonly<Record<string, unknown>>;
}

/** Asks a cloud for all that carries a tag with this value. */
export type Search = (tag: string, value: string) => Promise<readonly Found[]>;

/** Where something may be: what a search is limited to. */
export type Place =
  | { readonly cloud: "eks"; readonly region: string }
  | { readonly cloud: "aks"; readonly subscription: string | undefined }
  | { readonly cloud: "gke"; readonly project: string }
  | { readonly cloud: "existing"; readonly kubeconfig: string; readonly context: string | undefined };

/** A search in one place; in a sandbox, in the simulated cloud. */
export function searchIn(place: Place): Search {
  const { ARCHITECT_SANDBOX: sandbox } = process.env;
  if (sandbox !== undefined && sandbox !== "") return sandboxSearch(sandbox);
  switch (place.cloud) {
    case "eks":
      return awsSearch(place.region);
    case "aks":
      return azureSearch(place.subscription);
    case "gke":
      return googleSearch(place.project);
    case "existing":
      return clusterSearch(place.kubeconfig, place.context);
  }
}

// The part of an exported deployment that is read here. Source: apitype.DeploymentV3 of the Pulumi CLI.
const providers = z.object({
  deployment: z.object({
    resources: z.array(
      z.object({
        type: z.string(),
        id: z.string().optional(),
        inputs: z.record(z.string(), z.unknown()).optional(),
      }),
    ),
  }),
});

function placeOf(
  type: string,
  inputs: Readonly<Record<string, unknown>>,
  usedSubscription: string | undefined,
): Place | undefined {
  const { region, project, subscriptionId, kubeconfig, context, deleteUnreachable } = inputs;
  if (type === "pulumi:providers:aws" && typeof region === "string") return { cloud: "eks", region };
  if (type === "pulumi:providers:gcp" && typeof project === "string") return { cloud: "gke", project };
  if (type === "pulumi:providers:azure-native")
    return { cloud: "aks", subscription: typeof subscriptionId === "string" ? subscriptionId : usedSubscription };
  // The provider of what a virtual cluster is on; every other kubernetes provider is of what a stack makes.
  if (type === "pulumi:providers:kubernetes" && deleteUnreachable === "false" && typeof kubeconfig === "string")
    return { cloud: "existing", kubeconfig, context: typeof context === "string" ? context : undefined };
  return undefined;
}

/** The places that a stack's state speaks of. */
export function placesIn(state: unknown): readonly Place[] {
  const resources = providers.safeParse(state).data?.deployment.resources ?? [];
  // Where the environment chose it, what was made says which it was.
  const [used] = resources.flatMap(({ id }) => subscriptionIn(id ?? "") ?? []);
  return distinct(resources.flatMap(({ type, inputs }) => placeOf(type, inputs ?? {}, used) ?? []));
}

/** Places without those that are named twice. */
export function distinct(places: readonly Place[]): readonly Place[] {
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
}

/** Searches wherever a stack's state says that it has something. */
export function searchOf(state: unknown): Search {
  return searchAll(placesIn(state));
}

/** Searches several places. */
export function searchAll(places: readonly Place[]): Search {
  return async (tag, value) => {
    const found = await Promise.all(places.map((place) => searchIn(place)(tag, value)));
    // Places may overlap: what has no region is found in each.
    return [...new Map(found.flat().map((it) => [it.label, it])).values()];
  };
}
