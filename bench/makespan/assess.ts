import { allBefore, earliest, lengthOf, longestChain, type Task } from "./chain";
import type { Graph, Node } from "./graph";
import { type Reason, reasonFor } from "./reasons";

/** One link of the longest necessary chain. */
export interface Link {
  readonly node: Node;
  readonly start: number;
  /** Why it waits for the one before it; undefined for the first. */
  readonly why: string | undefined;
  /** True when that order is needed at the end only. */
  readonly atEnd: boolean;
}

/** A resource that waits although it need not. */
export interface NeedlessWait {
  readonly node: Node;
  /** The one that it waits for longest, of those that it need not wait for. */
  readonly on: Node;
  /** Seconds by which it begins later than it could. */
  readonly seconds: number;
}

export interface Assessment {
  readonly chain: readonly Link[];
  /** Seconds that the longest necessary chain takes. */
  readonly necessary: number;
  /** Seconds that the longest chain of the program takes. */
  readonly planned: number;
  readonly waits: readonly NeedlessWait[];
}

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined;
}

/** What of a graph is necessary, and what waits without need. */
export function assess(graph: Graph): Assessment {
  const nodes = [...graph.values()];
  const planned = nodes.map((node) => taskOf(node, node.waits));
  const all = allBefore(planned);
  const reasons = new Map(nodes.map((node) => [node.urn, reasonsOf(node, all.get(node.urn) ?? new Set(), graph)]));
  const needed = nodes.map((node) => taskOf(node, [...(reasons.get(node.urn)?.keys() ?? [])]));
  const chain = longestChain(needed);
  return {
    chain: linksOf(chain, graph, reasons),
    necessary: lengthOf(chain),
    planned: lengthOf(longestChain(planned)),
    waits: needlessWaits(graph, needed, planned),
  };
}

type Why = Pick<Reason, "why" | "atEnd">;

// Of all that it comes after, since the program may say of one thing only that it waits, and of that that it waits too.
function reasonsOf(node: Node, before: ReadonlySet<string>, graph: Graph): ReadonlyMap<string, Why> {
  const found = [...before].flatMap((urn) => {
    const used = graph.get(urn);
    const why = used === undefined ? undefined : reasonFor(node, used, graph);
    return why === undefined ? [] : [[urn, why] as const];
  });
  return new Map(found);
}

function taskOf({ urn, seconds }: Node, after: readonly string[]): Task {
  return { id: urn, seconds, after };
}

function linksOf(
  chain: readonly Task[],
  graph: Graph,
  reasons: ReadonlyMap<string, ReadonlyMap<string, Why>>,
): readonly Link[] {
  let start = 0;
  return chain.flatMap(({ id, seconds }, index) => {
    const node = graph.get(id);
    const why = reasons.get(id)?.get(chain[index - 1]?.id ?? "");
    const link = { start, why: why?.why, atEnd: why?.atEnd === true };
    start += seconds;
    return node === undefined ? [] : [{ node, ...link }];
  });
}

/** What the program waits for without a reason, direct or through others, the longest first. */
function needlessWaits(graph: Graph, needed: readonly Task[], planned: readonly Task[]): readonly NeedlessWait[] {
  const before = allBefore(needed);
  const spans = earliest(planned);
  const endOf = (urn: string) => spans.get(urn)?.end ?? 0;
  const waits = [...graph.values()].map((node) => {
    const first = node.waits.filter((urn) => before.get(node.urn)?.has(urn));
    const needless = node.waits.filter((urn) => !before.get(node.urn)?.has(urn));
    const on = graph.get(needless.toSorted((a, b) => endOf(b) - endOf(a))[0] ?? "");
    if (on === undefined) return undefined;
    return { node, on, seconds: Math.max(0, endOf(on.urn) - Math.max(0, ...first.map(endOf))) };
  });
  return waits.filter(isDefined).toSorted((a, b) => b.seconds - a.seconds);
}
