import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { SimulatedResource } from "../../simulator/model";
import { type Sandbox, startSandbox } from "../../simulator/sandbox";

export const root = path.join(__dirname, "../..");

/** What a command wrote and how it ended. */
export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** A command that runs. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What it has written to standard error so far. */
  err(): string;
}

/** A sandbox with `architect` in it. */
export class SandboxedArchitect {
  private constructor(private readonly sandbox: Sandbox) {}

  /** @param speed how many times faster than real ones its clouds are */
  static async start(speed: number): Promise<SandboxedArchitect> {
    return new SandboxedArchitect(await startSandbox(root, { speed }));
  }

  get folder(): string {
    return this.sandbox.folder;
  }

  get variables(): Readonly<Record<string, string>> {
    return this.sandbox.variables;
  }

  async stop(): Promise<void> {
    await this.sandbox.stop();
  }

  start(...args: readonly string[]): Running {
    const main = ["--require", path.join(root, "loader.cjs"), path.join(root, "cli/main.ts")];
    const child = spawn(process.execPath, [...main, ...args], {
      cwd: this.folder,
      env: { ...process.env, ...this.variables },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const texts = { out: "", err: "" };
    child.stdout.on("data", (text) => {
      texts.out += text;
    });
    child.stderr.on("data", (text) => {
      texts.err += text;
    });
    // Not `close`: an engine that outlives a killed command keeps the pipes open.
    const ended = once(child, "exit").then(async ([status]) => {
      await sleep(20);
      return { status: status as number | null, ...texts };
    });
    return { child, ended, err: () => texts.err };
  }

  async run(...args: readonly string[]): Promise<Ended> {
    return this.start(...args).ended;
  }

  /** All that the simulated cloud holds. */
  async resources(): Promise<readonly SimulatedResource[]> {
    return this.#held("");
  }

  /** What it holds for one stack. */
  async resourcesOf(stack: string): Promise<readonly SimulatedResource[]> {
    return this.#held(`?stack=${stack}`);
  }

  async #held(query: string): Promise<readonly SimulatedResource[]> {
    const response = await fetch(`${this.variables.ARCHITECT_SANDBOX}/resources${query}`);
    return (await response.json()) as readonly SimulatedResource[];
  }

  /** Stacks' files that `architect ephemeral` made. */
  get files(): readonly string[] {
    return readdirSync(path.join(this.folder, "stacks")).filter((file) => file.startsWith("Pulumi.eph-"));
  }
}

/** Waits until something holds; false when it did not in so many seconds. */
export async function eventually(holds: () => Promise<boolean> | boolean, seconds = 60): Promise<boolean> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    if (await holds()) return true;
    await sleep(50);
  }
  return false;
}

/** The engines that a process has started. */
export function enginesOf({ pid }: ChildProcess): readonly number[] {
  const { stdout } = spawnSync("ps", ["-o", "pid=,comm=", "--ppid", String(pid)], { encoding: "utf8" });
  return stdout
    .split("\n")
    .filter((line) => line.includes("pulumi"))
    .map((line) => Number(line.trim().split(/\s+/)[0]));
}
