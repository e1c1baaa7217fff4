import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { readStackFile } from "../../../components/config/read";
import { parseStack } from "../../../components/stack";
import { planStack } from "../../../planner/plan";
import type { SimulatedCloud } from "../../../simulator/cloud";
import type { Operation } from "../../../simulator/faults";
import type { Bench, Ended } from "../deploymentSupport";

/** Waits until something is true, and not longer than a minute. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 3000; tries += 1) {
    if (holds()) return;
    await sleep(20);
  }
  assert.fail(`waited in vain for ${what}`);
}

/** A call that a cloud does not end until it is told to. */
export interface Held {
  /** The cloud is at it. */
  readonly reached: Promise<void>;
  /** Lets it end, and every later one. */
  release(): void;
}

/**
 * Holds the calls of an operation at a type: the middle of a run, for as long as a test wants.
 * @param name only at the resource of this name
 */
export function hold(cloud: SimulatedCloud, operation: Operation, type: string, name?: string): Held {
  const { policy } = cloud;
  let reach = () => {};
  let release = () => {};
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const during: NonNullable<typeof policy.during> = async (call) => {
    if (call.operation !== operation || call.type !== type) return;
    if (name !== undefined && !call.urn.endsWith(`::${name}`)) return;
    reach();
    await released;
  };
  cloud.policy = { ...policy, during };
  const end = () => {
    cloud.policy = policy;
    release();
  };
  return { reached, release: end };
}

/** A run that failed said why in one paragraph, and what to run next; lines are joined. */
export function assertTold({ status, stdout, stderr }: Ended, ...said: readonly RegExp[]): void {
  assert.equal(status, 1, `${stdout}\n${stderr}`);
  const text = stderr.replace(/\s+/g, " ");
  for (const pattern of said) assert.match(text, pattern);
  assert.match(stderr, /^Next: /m);
}

export function assertDone({ status, stdout, stderr }: Ended, ...said: readonly RegExp[]): void {
  assert.equal(status, 0, `${stdout}\n${stderr}`);
  for (const pattern of said) assert.match(stdout, pattern);
}

/** What is there of a stack, by its urns: what was made twice stands twice in it. What clusters bring about is left out. */
export function madeIn(cloud: SimulatedCloud): readonly string[] {
  const ours = cloud.resources.filter(({ type, urn }) => urn !== "" && !type.startsWith("simulated:"));
  return ours.map(({ urn }) => urn).toSorted();
}

/** Everything that the stack's file asks for is there, nothing of it twice, and nothing besides. */
export async function assertAsPlanned(
  { cloud, folder }: Pick<Bench, "cloud" | "folder">,
  stack: string,
): Promise<void> {
  const { resources } = await planStack(parseStack(readStackFile(folder, "kubernetes-architect", stack)));
  const planned = resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
  // What a component of another package is made of is in no plan.
  const made = madeIn(cloud).filter((urn) => !urn.includes("eks:index:Cluster$"));
  assert.deepEqual(made, planned.map(({ urn }) => urn).toSorted());
}
