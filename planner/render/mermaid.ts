import type { Planned } from "../several";
import { type AddonView, addonsOf, versionsOf } from "./addons";
import { mermaidText } from "./escape";
import { groupsOf } from "./groups";
import { cloudName, poolsOf, regionOf } from "./headline";
import { count, dotted } from "./text";

interface Node {
  readonly id: string;
  /** Lines of the label, in Mermaid's escaping. */
  readonly label: readonly string[];
}

/** A platform as a Mermaid flowchart: network, cluster, node pools, add-ons, and which add-on waits for which. */
export function renderMermaid(stack: Planned): string {
  const base = baseNodes(stack);
  const pools = poolsOf(stack).map(({ name, size, instance, spot }, index) =>
    node(`pool${index}`, `node pool ${name}`, dotted(`${size} × ${instance}`, spot ? "spot" : undefined)),
  );
  const addons = addonsOf(stack);
  const ids = new Map(addons.map(({ name }, index) => [name, `addon${index}`]));
  const nodes = addons.map((addon) => node(ids.get(addon.name) ?? "", addon.name, versionsOf(addon)));
  return [
    "flowchart LR",
    ...base.map(drawn),
    ...chain(base.map(({ id }) => id)),
    ...box("pools", "Node pools", pools),
    ...(pools.length > 0 ? ["  cluster --> pools"] : []),
    ...box("addons", "Add-ons", nodes),
    ...(nodes.length > 0 ? [`  ${pools.length > 0 ? "pools" : "cluster"} --> addons`] : []),
    ...needs(addons).map(([from, to]) => `  ${ids.get(from)} --> ${ids.get(to)}`),
    "",
  ].join("\n");
}

function node(id: string, ...label: readonly string[]): Node {
  return { id, label: label.filter((line) => line !== "").map(mermaidText) };
}

function drawn({ id, label }: Node): string {
  return `  ${id}["${label.join("<br/>")}"]`;
}

function box(id: string, title: string, nodes: readonly Node[]): readonly string[] {
  if (nodes.length === 0) return [];
  return [`  subgraph ${id}["${mermaidText(title)}"]`, ...nodes.map((it) => `  ${drawn(it)}`), "  end"];
}

function chain(ids: readonly string[]): readonly string[] {
  return ids.slice(1).map((id, index) => `  ${ids[index]} --> ${id}`);
}

function baseNodes(stack: Planned): readonly Node[] {
  const { plan } = stack;
  const network = groupsOf(plan).find(({ id }) => id === "network");
  const cluster = node("cluster", plan.stack, dotted(cloudName(plan.cloud), plan.kubernetesVersion), plan.profile);
  if (network === undefined) return [cluster];
  return [node("network", "network", dotted(regionOf(stack), count(network.count, "resource"))), cluster];
}

/** Pairs of add-ons, the second waiting for the first; a pair that follows from two others is left out. */
function needs(addons: readonly AddonView[]): readonly (readonly [from: string, to: string])[] {
  const direct = new Map(addons.map(({ name, needs }) => [name, needs]));
  const reaches = (from: string, to: string): boolean =>
    (direct.get(to) ?? []).some((it) => it === from || reaches(from, it));
  return addons.flatMap(({ name, needs }) =>
    needs
      .filter((from) => !needs.some((other) => other !== from && reaches(from, other)))
      .map((from) => [from, name] as const),
  );
}
