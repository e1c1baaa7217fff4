import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import * as path from "node:path";
import { findProject } from "../planner/stacks";
import { layOutProject } from "./project";
import { type Simulator, startSimulator } from "./start";

/** How a sandbox is run. */
export interface SandboxOptions {
  /** Where everything is kept; unset, in a folder that goes at the end. */
  readonly state?: string | undefined;
  /** How many times faster than real ones the clouds are; 0 for no waiting at all. */
  readonly speed: number;
}

/** A running sandbox. */
export interface Sandbox {
  /** The project in it. */
  readonly folder: string;
  /** What a command needs, to work in it. */
  readonly variables: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** What the CLI encrypts with, where the user has nothing set: it is for nothing real. */
const passphrase = "sandbox";

/**
 * What a command needs, to work in a sandbox.
 * @param home where the sandbox keeps everything
 */
export function variablesFor(
  { providers, control }: Pick<Simulator, "providers" | "control">,
  home: string,
): Record<string, string> {
  const { PULUMI_CONFIG_PASSPHRASE: own, PULUMI_CONFIG_PASSPHRASE_FILE: file } = process.env;
  // A stack's file may hold secrets, which only the user's own passphrase opens.
  const opens = own === undefined && file === undefined ? { PULUMI_CONFIG_PASSPHRASE: passphrase } : {};
  return {
    PULUMI_DEBUG_PROVIDERS: providers,
    // Without files of attributes, which a CLI that is killed leaves empty, and no CLI can read then.
    PULUMI_BACKEND_URL: `file://${path.join(home, "backend")}?metadata=skip`,
    ...opens,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // The providers run already: the CLI is not to look for real ones, nor to fetch them.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    ARCHITECT_SANDBOX: control,
  };
}

/**
 * Starts simulated clouds, a backend of their own and a copy of the project's stacks.
 * @param root the checkout
 */
export async function startSandbox(root: string, { state, speed }: SandboxOptions): Promise<Sandbox> {
  const home = state === undefined ? mkdtempSync(path.join(tmpdir(), "architect-sandbox-")) : path.resolve(state);
  const folder = path.join(home, "project");
  mkdirSync(path.join(home, "backend"), { recursive: true });
  layOutProject(root, folder);
  const simulator = await startSimulator(path.join(home, "clouds"), speed === 0 ? 0 : 1 / speed);
  return {
    folder,
    variables: variablesFor(simulator, home),
    stop: async () => {
      await simulator.stop();
      if (state === undefined) rmSync(home, { recursive: true, force: true });
    },
  };
}

/**
 * Runs a command in a sandbox; without one, prints what to export and runs until it is interrupted.
 * @returns the command's exit status
 */
export async function runSandbox(words: readonly string[], options: SandboxOptions): Promise<number> {
  // Before anything is started, so that Ctrl-C always takes it away again.
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of signals) process.on(signal, () => resolve());
  });
  const sandbox = await startSandbox(findProject(process.cwd()).root, options);
  try {
    if (words.length > 0) return await execute(words, sandbox);
    process.stdout.write(exportsOf(sandbox));
    process.stderr.write("The sandbox runs until Ctrl-C. Paste these lines into another terminal.\n");
    await interrupted;
    return 0;
  } finally {
    await sandbox.stop();
  }
}

function exportsOf({ variables, folder }: Sandbox): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(value)}`);
  return `${[...lines, `cd ${quoted(folder)}`].join("\n")}\n`;
}

async function execute([program = "", ...args]: readonly string[], sandbox: Sandbox): Promise<number> {
  const child = spawn(program, args, {
    cwd: sandbox.folder,
    stdio: "inherit",
    // The shell's own idea of where it is, which some programs believe.
    env: { ...process.env, ...sandbox.variables, PWD: sandbox.folder },
  });
  // Ctrl-C reaches the command from the terminal; a job that is told to end is told through us.
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return new Promise<number>((resolve, reject) => {
    child.once("error", (error) => reject(new Error(`${program} cannot be run: ${error.message}`)));
    child.once("close", (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}
