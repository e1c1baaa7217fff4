import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { PulumiError } from "./errors";
import { plain } from "./events";
import type { OpenStack } from "./workspace";

/** Somebody else works on the stack. */
export interface Lock {
  /** Who, as far as the backend says; otherwise a sentence that it does not. */
  readonly holder: string;
  /** True where the processes that took it ran on this machine and are gone: nobody will give it back. */
  readonly dead: boolean;
}

/** True where a process of this machine runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, as somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

const locked = /the stack is currently locked by|\[409\] Conflict: Another update is currently in progress/;

/** The lock that an error speaks of; undefined for any other error. Source: the texts of Pulumi's two kinds of backend. */
export function lockOf(error: unknown): Lock | undefined {
  if (!(error instanceof PulumiError) || !locked.test(error.said)) return undefined;
  const holders = [...plain(error.said).matchAll(/created by (\S+@(\S+) \(pid (\d+)\)) at (\S+)/g)];
  if (holders.length === 0) return { holder: "another run (the backend does not say whose)", dead: false };
  const holder = holders.map(([, who, , , when]) => `${who} since ${when}`).join(" and ");
  const dead = holders.every(([, , host, pid]) => host === hostname() && !isAlive(Number(pid)));
  return { holder: dead ? `${holder}, which does not run any more` : holder, dead };
}

/** How waiting for a lock is done. */
export interface Waiting {
  /** How long at most; 0 not at all. */
  readonly seconds: number;
  /** Called once, when the wait begins. */
  readonly onWait: (lock: Lock) => void;
  /** True as soon as nobody wants to wait any more. */
  readonly stopped: () => boolean;
  /** Milliseconds from one try to the next. */
  readonly pause?: number;
}

/** Runs something, and again as long as the stack is locked and there is time. The last error is thrown on. */
export async function whenUnlocked<T>(
  run: () => Promise<T>,
  { seconds, onWait, stopped, pause = 5000 }: Waiting,
): Promise<T> {
  const until = Date.now() + seconds * 1000;
  let told = false;
  for (;;) {
    try {
      return await run();
    } catch (error) {
      const lock = lockOf(error);
      const left = until - Date.now();
      if (lock === undefined || lock.dead || left <= 0 || stopped()) throw error;
      if (!told) onWait(lock);
      told = true;
      await sleep(Math.min(pause, left));
      if (stopped()) throw error;
    }
  }
}

/**
 * Ends well when nobody holds the stack, and with the backend's error when somebody does. The engine is asked to refresh
 * a resource that no stack has: it takes the lock first, and then refuses without having touched anything.
 */
export async function touchLock({ stack, engine }: OpenStack): Promise<void> {
  const nothing = `urn:pulumi:${stack.name}::none::kubernetes-architect:index:Lock::none`;
  const flags = ["--yes", "--skip-preview", "--target", nothing, "--stack", stack.name];
  const { workDir, envVars } = stack.workspace;
  try {
    await engine.run(["refresh", ...flags], workDir, envVars);
  } catch (error) {
    if (lockOf(error) !== undefined) throw error;
  }
}
