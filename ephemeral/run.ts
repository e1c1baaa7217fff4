import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import * as path from "node:path";
import { exitStatus } from "../deployments/exit";
import type { Backend } from "./backend";
import { create, type Wanted } from "./create";
import { take } from "./take";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** How long another run on the stack is waited for before it is destroyed, in seconds: an update that was told to end finishes first. */
const lockSeconds = 1800;

/** The signals that came, and the command that they are handed on to. */
class Signals {
  #came: NodeJS.Signals | undefined;
  #child: ChildProcess | undefined;
  readonly #listen = (signal: NodeJS.Signals) => {
    const again = this.#came !== undefined;
    this.#came ??= signal;
    // A terminal sends Ctrl-C to the command by itself.
    if (!(signal === "SIGINT" && process.stdin.isTTY)) this.#child?.kill(signal);
    if (again && this.#child === undefined)
      process.stderr.write("Still destroying; what is left, `npm run architect -- ephemeral reap` takes.\n");
  };

  constructor() {
    for (const signal of signals) process.on(signal, this.#listen);
  }

  /** The first one; undefined while there was none. */
  get came(): NodeJS.Signals | undefined {
    return this.#came;
  }

  handTo(child: ChildProcess | undefined): void {
    this.#child = child;
  }

  stop(): void {
    for (const signal of signals) process.off(signal, this.#listen);
  }
}

/** The exit status of a process that a signal ended, as shells have it. */
function statusOf(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

async function execute(words: readonly string[], variables: NodeJS.ProcessEnv, heard: Signals): Promise<number> {
  const [program = "", ...args] = words;
  const child = spawn(program, args, { stdio: "inherit", env: { ...process.env, ...variables } });
  heard.handTo(child);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => resolve(statusOf(code, signal)));
    });
  } catch (error) {
    process.stderr.write(`${program} cannot be run: ${error instanceof Error ? error.message : String(error)}\n`);
    // What shells give for a command that is not found.
    return 127;
  } finally {
    heard.handTo(undefined);
  }
}

/**
 * Makes an ephemeral stack, runs a command with KUBECONFIG set, and destroys the stack whatever happened meanwhile.
 * @returns the command's exit status; of `up` where that failed; 1 where the stack could not be destroyed
 */
export async function runInside(backend: Backend, wanted: Wanted, words: readonly string[]): Promise<number> {
  const heard = new Signals();
  const folder = mkdtempSync(path.join(tmpdir(), "architect-"));
  const kubeconfig = wanted.kubeconfig ?? path.join(folder, "kubeconfig");
  let name: string | undefined;
  let status: number = exitStatus.failed;
  try {
    const created = await create(backend, { ...wanted, kubeconfig, stopped: () => heard.came !== undefined }, (it) => {
      name = it;
    });
    status = created.status;
    if (heard.came !== undefined) status = statusOf(null, heard.came);
    else if (created.status === exitStatus.done)
      status = await execute(words, { KUBECONFIG: kubeconfig, ARCHITECT_STACK: created.name }, heard);
  } finally {
    if (name !== undefined && !(await destroyed(backend, name))) status = status === 0 ? exitStatus.failed : status;
    rmSync(folder, { recursive: true, force: true });
    heard.stop();
  }
  return status;
}

async function destroyed(backend: Backend, name: string): Promise<boolean> {
  process.stderr.write(`Destroying ${name}\n`);
  const { ended, text } = await take(backend, name, { may: () => true, lockSeconds });
  if (text !== undefined) process.stderr.write(`${name}: ${text}\n`);
  if (ended === "failed")
    process.stderr.write(`${name} is not gone. Next: npm run architect -- ephemeral destroy ${name}\n`);
  else process.stderr.write(`${name} is gone\n`);
  return ended !== "failed";
}
