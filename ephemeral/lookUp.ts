import type { LookUp, Unsure } from "../deployments/lookUp";
import { fits, lostIds } from "./lost";
import { type Found, searchOf } from "./search";

/**
 * Looks for what creates have made by the tags that they asked for. Where that fits several things, or the cloud cannot
 * be asked, it says so: what is taken for another, or made a second time, would have to be put right by hand.
 */
export const lookUp: LookUp = async (creates, { stack, state, exported }) => {
  let all: readonly Found[];
  try {
    all = await searchOf(exported)("stack", stack);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ids: new Map(), unsure: creates.map((create) => ({ create, candidates: [], reason })) };
  }
  const known = new Set(state.resources.map(({ id }) => id));
  const free = all.filter(({ id }) => !known.has(id));
  const unsure = creates.flatMap((create): readonly Unsure[] => {
    const candidates = free.filter((found) => fits(create, found)).map(({ label }) => label);
    const rivals = creates.filter((other) => free.some((found) => fits(create, found) && fits(other, found)));
    return candidates.length > 1 || rivals.length > 1 ? [{ create, candidates }] : [];
  });
  const sure = creates.filter((create) => unsure.every((other) => other.create !== create));
  return { ids: await lostIds(sure, state, async () => all, stack), unsure };
};
