import type { Addon } from "./addon";
import { catalog } from "./catalog";

/**
 * Add-ons that start nodes. Every other one comes after them, so that its pods find room; and it goes before them, since
 * whatever cleans up (a controller that answers finalizers, a storage driver) needs a node to run on until the end.
 */
const nodeMakers: ReadonlySet<string> = new Set(["cluster-autoscaler", "karpenter"]);

/**
 * Add-ons that make and delete things in the cloud for what others put into the cluster: load balancers, then the DNS
 * records that lead to them. All others come after them and go before them, but for those that they wait for themselves.
 */
const answerers: readonly string[] = ["aws-load-balancer-controller", "external-dns"];

/** What an add-on waits for, of those that are on: what makes nodes, what it requires, and what it only comes after. */
export function prerequisites(addon: Addon, on: ReadonlySet<string>): readonly string[] {
  if (nodeMakers.has(addon.name)) return own(addon, on);
  const first = answerers.filter((name) => on.has(name) && !behind(name, on).has(addon.name));
  return [...new Set([...nodeMakers, ...first, ...own(addon, on)])].filter((name) => on.has(name)).sort();
}

function own({ requires, after }: Addon, on: ReadonlySet<string>): readonly string[] {
  return [...new Set([...requires, ...after])].filter((name) => on.has(name)).sort();
}

/**
 * Of what an add-on waits for, what decides its place in the order. Definitions are there before any add-on is, so whoever
 * only comes after them may be waited for by those who brought them: a record of Grafana's is there to be deleted by
 * ExternalDNS, which Prometheus watches.
 */
function deciding(addon: Addon, names: readonly string[]): readonly string[] {
  return names.filter((name) => addon.requires.includes(name) || !bringsDefinitionsOnly(catalog[name]));
}

function bringsDefinitionsOnly(addon: Addon | undefined): boolean {
  return addon?.brings?.every((part) => addon.definitions.some((chart) => chart === part)) ?? false;
}

/** An answerer and all that it waits for, at however many removes: none of these can wait for it. */
function behind(answerer: string, on: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set([answerer]);
  for (const name of found) {
    const known = catalog[name];
    const earlier = answerers.slice(0, Math.max(0, answerers.indexOf(name)));
    for (const next of [...earlier, ...(known === undefined ? [] : deciding(known, own(known, on)))]) found.add(next);
  }
  return found;
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
    const free = [...waiting.values()].filter((addon) =>
      deciding(addon, prerequisites(addon, on)).every((name) => !waiting.has(name)),
    );
    if (free.length === 0) throw new Error(`add-ons wait for each other: ${[...waiting.keys()].join(", ")}`);
    for (const addon of free) waiting.delete(addon.name);
    ordered.push(...free);
  }
  return ordered;
}
