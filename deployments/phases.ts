import { isReal, type Placeable, placeOf, sections } from "../planner/render/groups";

/** A stage of a deployment, as people think of it. */
export interface Phase {
  /** Unique among phases, such as `network` or `addon/argocd`. */
  readonly id: string;
  readonly title: string;
  /** Phases are shown by their rank, from low to high: the order of building. */
  readonly rank: number;
}

/** What decides a resource's phase, by its urn. */
export type Located = ReadonlyMap<string, Placeable>;

const titles: Readonly<Record<string, string>> = { cluster: "Control plane", nodePools: "Nodes" };

// They wait for nodes, so they would make the control plane look much longer than it is.
const systemAddons: Phase = { id: "system", title: "System add-ons", rank: 2.5 };

/** The phase of a resource; undefined for a component, which only groups. Decided by the same table as a plan's groups. */
export function phaseOf(resource: Placeable, byUrn: Located): Phase | undefined {
  if (!isReal(resource) || resource.type === "pulumi:pulumi:Stack") return undefined;
  const { section, part } = placeOf(resource, byUrn);
  if (section === "addons") return { id: `addon/${part}`, title: part ?? "Add-ons", rank: 4 };
  if (section === "cluster" && part === "System add-ons") return systemAddons;
  const rank = sections.findIndex(({ id }) => id === section);
  return { id: section, title: titles[section] ?? sections[rank]?.title ?? section, rank };
}
