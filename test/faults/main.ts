import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { faultsPage } from "../../scripts/reference/faults";
import { root } from "../docs/pages";
import { keepResult } from "./kept";
import { FaultyLife, type Tried, type Undisturbed } from "./life";
import { type Moment, moments } from "./words";

// Makes each resource of each production stack fail once as it is made, updated and deleted: `npm run test:faults`.
// `npm run test:faults -- prod-gcp after delete` does one stack, failures of one kind, and only as it is deleted.

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

const operations = ["create", "update", "delete"];

/** One life: what is not asked for happens without failures. */
async function live(stack: string, moment: Moment, asked: readonly string[], expected: Undisturbed): Promise<void> {
  const life = await FaultyLife.start(stack, moment, scope);
  try {
    if (asked.includes("create")) keep(await life.creates(expected));
    else await life.make();
    if (asked.includes("update")) keep(await life.updates(expected));
    // A deletion that takes too long has no answer either.
    if (asked.includes("delete") && moment !== "part") keep(await life.deletes(expected));
  } finally {
    life.stop();
  }
}

function chosen<T extends string>(words: readonly string[], all: readonly T[]): readonly T[] {
  const named = all.filter((one) => words.includes(one));
  return named.length === 0 ? all : named;
}

async function main(words: readonly string[]): Promise<void> {
  const known: readonly string[] = [...production, ...moments, ...operations];
  const strange = words.filter((word) => !known.includes(word));
  if (strange.length > 0) throw new Error(`${strange.join(", ")}: allowed: ${known.join(", ")}`);
  for (const stack of chosen(words, production)) {
    const expected = await FaultyLife.undisturbed(stack);
    for (const moment of chosen(words, moments)) await live(stack, moment, chosen(words, operations), expected);
  }
}

// The Automation API listens once more for each run.
process.setMaxListeners(0);

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
