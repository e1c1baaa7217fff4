import type { Problem } from "../errors";
import type { Config } from "../parse";
import { problemAt } from "../problems";
import { valueAt } from "../schemaWalk";

/** Refuses a pool whose fewest nodes are more than its most, and taints that stand twice. */
export function nodePoolProblems({ cluster, written }: Config): Problem[] {
  if (!("nodePools" in cluster)) return [];
  return Object.entries(cluster.nodePools).flatMap(([name, pool]) => {
    const path = ["cluster", "nodePools", name];
    const unset = valueAt(written, [...path, "max"]) === undefined ? ", its default" : "";
    const tooMany = {
      ...problemAt({ cluster }, [...path, "min"], `at most max, which is ${pool.max}${unset}`),
      follows: [[...path, "max"]],
    };
    return [...(pool.min > pool.max ? [tooMany] : []), ...doubleTaints(path, pool.taints)];
  });
}

function doubleTaints(
  path: readonly string[],
  taints: readonly { readonly key: string; readonly effect: string }[],
): Problem[] {
  const names = taints.map(({ key, effect }) => `${key}:${effect}`);
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [{ path: [...path, "taints", index], found: `${name} a second time`, allowed: "each key and effect once" }],
  );
}
