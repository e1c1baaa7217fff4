import { strict as assert } from "node:assert";
import { labelOf } from "../engine/run";
import { assertNothingLost, assertTold, type Leaving } from "./checks";
import type { EachOnce } from "./each";
import { told } from "./told";
import type { Said, Workshop } from "./workshop";

const mostRuns = 400;

/** What became of a command that was run again, as each failure told, until nothing failed any more. */
export interface Followed {
  readonly commands: readonly (readonly string[])[];
  readonly last: Said;
}

/**
 * Runs a command, and then what each failure tells to run, until one ends well. After each run the clouds must have what
 * the state says, and each failure must have said what to do.
 * @param atOnce false works on one resource at a time
 * @param leaving what may differ while a stack is deleted
 */
export async function followed(
  workshop: Workshop,
  first: readonly string[],
  each: EachOnce,
  atOnce: boolean,
  leaving: Pick<Leaving, "together" | "kept"> = { together: new Map(), kept: new Set() },
): Promise<Followed> {
  const commands: (readonly string[])[] = [];
  let words = first;
  while (commands.length < mostRuns) {
    commands.push(words);
    const last = await workshop.architect(words, atOnce);
    const struck = each.takeNew();
    if (process.env.FAULTS_TRACE !== undefined)
      console.log(words.join(" "), last.status, struck.map(({ urn }) => labelOf(urn)).join(", "), last.stderr);
    const gone = new Set(each.operation === "delete" ? struck.map(({ urn }) => urn) : []);
    assertNothingLost(workshop, last, { ...leaving, gone });
    if (last.status === 0) return { commands, last };
    assert.ok(struck.length > 0, `it failed without a fault:\n${last.stderr}`);
    assertTold(last, struck, workshop);
    words = told(last.stderr) ?? assert.fail(last.stderr);
  }
  return assert.fail(`no end after ${mostRuns} runs`);
}
