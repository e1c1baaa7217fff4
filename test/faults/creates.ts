import { strict as assert } from "node:assert";
import { likeness } from "../engine/names";
import { labelOf } from "../engine/run";
import { assertNothingLost, assertTold, made } from "./checks";
import { EachOnce } from "./each";
import { told } from "./told";
import type { Moment } from "./words";
import { Workshop } from "./workshop";

const mostRuns = 400;

/** What stands in the clouds after an `up` in which nothing fails. */
export async function undisturbed(stack: string): Promise<ReadonlyMap<string, string>> {
  const workshop = await Workshop.start(stack);
  try {
    const said = await workshop.architect(["up", stack]);
    assert.equal(said.status, 0, said.stderr);
    return likeness(made(workshop));
  } finally {
    workshop.stop();
  }
}

/** Runs commands, each as the last one told, until one ends well; gives how many that took. */
export async function followed(
  workshop: Workshop,
  first: readonly string[],
  each: EachOnce,
  check: (struck: readonly string[]) => void,
  atOnce = true,
): Promise<readonly (readonly string[])[]> {
  const commands: (readonly string[])[] = [];
  let words: readonly string[] | undefined = first;
  while (commands.length < mostRuns) {
    commands.push(words);
    const said = await workshop.architect(words, atOnce);
    const struck = each.takeNew();
    if (process.env.FAULTS_TRACE !== undefined)
      console.log(words.join(" "), said.status, struck.map(({ urn }) => labelOf(urn)).join(", "), said.stderr);
    check(struck.map(({ urn }) => urn));
    if (said.status === 0) return commands;
    assert.ok(struck.length > 0, `it failed without a fault:\n${said.stderr}`);
    assertTold(said, struck, workshop);
    words = told(said.stderr);
    assert.ok(words !== undefined, said.stderr);
  }
  return assert.fail(`no end after ${mostRuns} runs`);
}

/** Makes each resource's create fail once, and does what is told. */
export async function creates(
  stack: string,
  moment: Moment,
  expected: ReadonlyMap<string, string>,
  { atOnce = true, only }: { readonly atOnce?: boolean; readonly only?: (type: string, urn: string) => boolean } = {},
) {
  const workshop = await Workshop.start(stack);
  try {
    const each = new EachOnce(workshop.cloud, moment, "create", only);
    const commands = await followed(workshop, ["up", stack], each, () => assertNothingLost(workshop), atOnce);
    const found = likeness(made(workshop));
    assert.deepEqual(new Map([...found].toSorted()), new Map([...expected].toSorted()));
    const again = await workshop.architect(["up", stack]);
    assert.deepEqual([again.status, again.calls.length], [0, 0], again.stderr);
    return { struck: [...each.struck.values()], commands };
  } finally {
    workshop.stop();
  }
}
