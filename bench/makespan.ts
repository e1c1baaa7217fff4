import { setTimeout as sleep } from "node:timers/promises";
import { heldTo, makespanLines, ratioOf } from "./makespan/report";
import { makespanOf } from "./makespan/run";

// How long `up` takes for each production stack, on the real engine against simulated clouds whose time is scaled, and
// how long it would at least have to.

const stacks = ["prod-aws", "prod-azure", "prod-gcp"] as const;

/**
 * Real seconds that a cloud's second takes. The smaller, the more of what is measured is the engine's own work, which is
 * then crowded into less time.
 */
const scale = Number(process.env.BENCH_SCALE ?? "0.1");

/** Real seconds between the starts of two stacks, which work hard at the start and then wait for the clouds. */
const between = 20;

/**
 * Prints how long `up` takes for stacks.
 * @returns false when one takes longer than it is held to
 */
export async function printMakespans(names: readonly string[] = stacks): Promise<boolean> {
  console.log(`\nMakespan, each of a cloud's seconds in ${scale} s:`);
  const makespans = await Promise.all(
    names.map(async (name, index) => {
      await sleep(index * between * 1000);
      return makespanOf(name, scale);
    }),
  );
  for (const makespan of makespans) for (const line of makespanLines(makespan)) console.log(line);
  return makespans.every((makespan) => ratioOf(makespan) <= heldTo);
}

if (require.main === module) {
  const names = process.argv.slice(2);
  printMakespans(names.length > 0 ? names : stacks).then(
    (isHeld) => {
      process.exitCode = isHeld ? 0 : 1;
    },
    (error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    },
  );
}
