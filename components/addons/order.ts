import type { Addon } from "./addon";

/** What an add-on waits for: what it requires, and what it only comes after, of those that are on. */
export function prerequisites(addon: Addon, on: ReadonlySet<string>): readonly string[] {
  return [...new Set([...addon.requires, ...addon.after])].filter((name) => on.has(name)).sort();
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
