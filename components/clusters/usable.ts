/** What of a pool decides which pods start on it. */
interface Pool {
  readonly min: number;
  readonly taints: readonly { readonly effect: string }[];
}

/**
 * Of what was made for each pool, that of the pools on which any pod starts right away: they have no taints and are never
 * empty. Add-ons wait for these and for no others. Where there is no such pool, for all.
 * @param made one for each pool, in the config's order
 */
export function usable<T>(pools: Readonly<Record<string, Pool>>, made: readonly T[]): readonly T[] {
  const found = Object.values(pools).flatMap((pool, index) => (isOpen(pool) ? made.slice(index, index + 1) : []));
  return found.length > 0 ? found : made;
}

/** True for a pool that always has nodes that any pod may run on. */
export function isOpen({ min, taints }: Pool): boolean {
  return min > 0 && taints.every(({ effect }) => effect === "PreferNoSchedule");
}
