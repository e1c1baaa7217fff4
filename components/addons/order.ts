import type { Addon } from "./addon";

/**
 * Add-ons that start nodes. Every other one comes after them, so that its pods find room; and it goes before them, since
 * whatever cleans up (a controller that answers finalizers, a storage driver) needs a node to run on until the end.
 */
const nodeMakers: ReadonlySet<string> = new Set(["cluster-autoscaler", "karpenter"]);

/** What an add-on waits for, of those that are on: what makes nodes, what it requires, and what it only comes after. */
export function prerequisites(addon: Addon, on: ReadonlySet<string>): readonly string[] {
  const makers = nodeMakers.has(addon.name) ? [] : nodeMakers;
  return [...new Set([...makers, ...addon.requires, ...addon.after])].filter((name) => on.has(name)).sort();
}

/**
 * The add-ons that are on, each after what it waits for; among those that are free to go, by name. The result does not
 * depend on the order they are given in.
 * @throws Error when they wait for each other in a circle, which is a mistake in the catalogue
 */
export function inOrder(addons: readonly Addon[]): readonly Addon[] {
  const on = new Set(addons.map(({ name }) => name));
  const waiting = new Map([...addons].sort((a, b) => (a.name < b.name ? -1 : 1)).map((addon) => [addon.name, addon]));
  const ordered: Addon[] = [];
  while (waiting.size > 0) {
    const free = [...waiting.values()].filter((addon) => prerequisites(addon, on).every((name) => !waiting.has(name)));
    if (free.length === 0) throw new Error(`add-ons wait for each other: ${[...waiting.keys()].join(", ")}`);
    for (const addon of free) waiting.delete(addon.name);
    ordered.push(...free);
  }
  return ordered;
}
