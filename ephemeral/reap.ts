import { inTurn } from "../planner/inTurn";
import type { Backend } from "./backend";
import { type Facts, isExpired } from "./facts";
import { type Taken, take } from "./take";

/** What a reaper was asked to do. */
export interface Reaping {
  readonly now: () => Date;
  /** How many stacks are destroyed at once. */
  readonly parallel: number;
  /** How long a stack that somebody else works on is waited for, in seconds. */
  readonly lockSeconds: number;
  /** Hears of each stack as soon as it is dealt with. */
  readonly onTaken: (taken: Taken) => void;
  readonly stopped: () => boolean;
}

/** The ephemeral stacks whose time is over. */
export async function expired(backend: Backend, now: Date): Promise<readonly Facts[]> {
  return (await backend.ephemeral()).filter((facts) => isExpired(facts, now));
}

/**
 * A list in another order.
 * @param random a number from 0 to 1, without 1
 */
export function shuffled<T>(items: readonly T[], random = Math.random): readonly T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/**
 * Takes away every stack whose time is over. One that is given more time meanwhile is kept. Each reaper has an order of its
 * own: several at once would otherwise meet at every stack, and wait for each other.
 */
export async function reap(backend: Backend, reaping: Reaping): Promise<readonly Taken[]> {
  const { now, parallel, lockSeconds, onTaken, stopped } = reaping;
  const found = shuffled(await expired(backend, now()));
  return inTurn(found, parallel, async ({ name }) => {
    const may = (facts: Facts) => isExpired(facts, now()) && !stopped();
    const taken = await take(backend, name, { may, lockSeconds, stopped });
    onTaken(taken);
    return taken;
  });
}
