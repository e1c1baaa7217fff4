import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { faultsPage } from "../../scripts/reference/faults";
import { root } from "../docs/pages";
import { FaultyLife, type Tried } from "./life";
import { keepResult } from "./results";
import { isMoment, type Moment, moments } from "./words";

// Makes each resource of each production stack fail once as it is made, updated and deleted: `npm run test:faults`.
// `npm run test:faults -- prod-gcp after` does one stack, and failures of one kind.

const production = ["prod-aws", "prod-azure", "prod-gcp"];
const scope = { only: () => true, atOnce: true };

function say({ stack, operation, moment, types, commands, seconds }: Tried): void {
  const failed = Object.values(types).reduce((sum, count) => sum + count, 0);
  const runs = Object.entries(commands).map(([command, count]) => `${count} × ${command}`);
  console.log(`${stack} ${operation} ${moment}: ${failed} failed once; ${runs.join(", ")}; ${seconds} s`);
}

function keep(tried: Tried): void {
  say(tried);
  keepResult(tried);
  writeFileSync(path.join(root, "docs/faults.md"), faultsPage());
}

async function live(stack: string, moment: Moment, expected: ReadonlyMap<string, string>): Promise<void> {
  const life = await FaultyLife.start(stack, moment, scope);
  try {
    keep(await life.creates(expected));
    keep(await life.updates(expected));
    // A deletion that has begun and not ended has no answer either.
    if (moment !== "part") keep(await life.deletes());
  } finally {
    life.stop();
  }
}

async function main(words: readonly string[]): Promise<void> {
  const named = words.filter((word) => !isMoment(word));
  const asked = words.filter(isMoment);
  for (const stack of named.length === 0 ? production : named) {
    const expected = await FaultyLife.undisturbed(stack);
    for (const moment of asked.length === 0 ? moments : asked) await live(stack, moment, expected);
  }
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
