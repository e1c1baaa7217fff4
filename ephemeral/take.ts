import { rmSync } from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stackFile } from "../components/config/read";
import { PulumiError, UsageError } from "../deployments/errors";
import { paragraphOf } from "../deployments/failure";
import { lockOf } from "../deployments/lock";
import { pendingCreates } from "../deployments/pending";
import { recover } from "../deployments/recover";
import { run } from "../deployments/run";
import { noDisplay } from "../deployments/terminal";
import { openStack } from "../deployments/workspace";
import { type Backend, isGone, isTorn, noStack } from "./backend";
import type { Facts } from "./facts";
import { lostIds } from "./lost";
import { isMadeName } from "./names";
import { type Found, type Search, searchOf } from "./search";

/** How taking a stack away ended. */
export interface Taken {
  readonly name: string;
  /** gone: somebody else took it away. kept: it has time left. */
  readonly ended: "destroyed" | "gone" | "kept" | "failed";
  /** What is to be said of it. */
  readonly text?: string;
}

/** How a stack is taken away. */
export interface Taking {
  /** Asked again before each try, of what is known then: false keeps the stack. */
  readonly may: (facts: Facts) => boolean;
  /** How long others are waited for that work on the stack, in seconds. */
  readonly lockSeconds: number;
  /** True once the user has asked to end. */
  readonly stopped?: () => boolean;
}

/** What passes when others have done their work on the stack. */
class Passing extends Error {
  constructor(
    message: string,
    /** Who holds the lock, where that is it. */
    readonly holder?: string,
  ) {
    super(message);
  }
}

/** In milliseconds. */
const longestPause = 10_000;

/** What passes by itself; undefined for any other error. */
function passing(error: unknown): Passing | undefined {
  if (error instanceof Passing) return error;
  const holder = lockOf(error)?.holder;
  if (holder !== undefined) return new Passing(`it is locked by ${holder}`, holder);
  return error instanceof PulumiError && isTorn(error.said) ? new Passing(error.message) : undefined;
}

/**
 * Takes a stack away with everything that it made, whatever it was doing when it was left: what a killed run was creating
 * is found and taken into its state first. Any number of callers may do this to one stack at once. The backend's lock lets
 * one of them work; the others wait and find it gone.
 */
export async function take(backend: Backend, name: string, taking: Taking): Promise<Taken> {
  const until = Date.now() + taking.lockSeconds * 1000;
  for (let tries = 1; ; tries++) {
    try {
      return await attempt(backend, name, taking);
    } catch (error) {
      if (isGone(error) || (error instanceof UsageError && /has no state/.test(error.message))) continue;
      const wait = passing(error);
      if (wait === undefined)
        return { name, ended: "failed", text: error instanceof Error ? error.message : String(error) };
      if (wait.holder === undefined) await backend.mend();
      if (wait.holder !== undefined && (await backend.freeDeadLocks(name)) > 0) continue;
      if (Date.now() >= until || taking.stopped?.() === true)
        return { name, ended: "failed", text: passingText(name, wait) };
      // Not in step with the others, who wait as well; and each try costs some processes.
      await sleep(Math.min(1000 * 1.5 ** tries, longestPause) * (0.5 + Math.random()));
    }
  }
}

function passingText(name: string, { message, holder }: Passing): string {
  return holder === undefined
    ? message
    : `${message}. If that is gone for good: pulumi cancel --stack ${name}, then reap again`;
}

async function attempt(backend: Backend, name: string, { may, stopped = () => false }: Taking): Promise<Taken> {
  const facts = await backend.facts(name);
  if (facts === undefined) return { name, ended: "gone" };
  if (!may(facts)) return { name, ended: "kept" };
  if (!facts.inBackend) return removeFile(backend, name);
  // What is in a cluster that is not reached any more goes with the cluster.
  const variables = { PULUMI_K8S_DELETE_UNREACHABLE: "true" };
  const opened = await openStack(backend.project, name, { create: false, variables });
  const creates = pendingCreates(opened.state);
  const search: Search = creates.length === 0 ? async () => [] : searchOf(await backend.state(name));
  const ids = await lostIds(creates, opened.state, search, name);
  const ready = opened.state.pending.length === 0 ? opened : { ...opened, state: (await recover(opened, ids)).state };
  const outcome = await run(ready, "destroy", { lockSeconds: 0, display: () => noDisplay, stopped });
  const said = outcome.failure?.message ?? "";
  if (outcome.lock !== undefined) throw new Passing(`it is locked by ${outcome.lock.holder}`, outcome.lock.holder);
  // Somebody else has taken it away meanwhile, or is about to.
  if (isTorn(said) || noStack.test(said)) throw new Passing(said);
  if (outcome.failure !== undefined) return { name, ended: "failed", text: paragraphOf(outcome.failure, outcome, 100) };
  if (outcome.ended === "stopped") return { name, ended: "failed", text: "stopped before it was gone" };
  await backend.run("stack", "rm", name, "--yes");
  // What a killed run had begun may have come into being without anybody's knowing.
  const left = await search("stack", name).catch((): readonly Found[] => []);
  return { name, ended: "destroyed", ...(left.length === 0 ? {} : { text: leftText(left) }) };
}

function removeFile({ project }: Backend, name: string): Taken {
  // Only what we named: a file of the user's own stays, though there is no stack of it here.
  if (!isMadeName(name)) return { name, ended: "kept" };
  rmSync(path.join(project.root, stackFile(name)), { force: true });
  return { name, ended: "destroyed" };
}

function leftText(left: readonly Found[]): string {
  return `still in the cloud, known to no stack: ${left.map(({ label }) => label).join(", ")}`;
}
