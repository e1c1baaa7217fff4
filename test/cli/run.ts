import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

export const root = path.join(__dirname, "..", "..");

const loader = path.join(root, "loader.cjs");

/** How a command ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A script that Node loads before the command. */
  readonly preload?: string;
  readonly script?: string;
}

/** What the test's own environment has of colours and clouds is left out. */
function environment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR, ...extra };
}

function argumentsOf({ preload, script = "main.ts" }: RunOptions, args: readonly string[]): string[] {
  const required = preload === undefined ? [] : ["--require", preload];
  return [...required, "--require", loader, path.join(root, "cli", script), ...args];
}

/** Runs `architect` as a user does and waits for its end. */
export function architect(args: readonly string[], options: RunOptions = {}): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, argumentsOf(options, args), {
    cwd: options.cwd ?? root,
    env: environment(options.env),
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, stdout, stderr };
}

/** Starts `architect` and leaves it running. */
export function startArchitect(args: readonly string[], options: RunOptions = {}) {
  return spawn(process.execPath, argumentsOf(options, args), {
    cwd: options.cwd ?? root,
    env: environment(options.env),
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Makes a project of its own with these stack files, calls a function with its folder, and removes it. */
export async function inProject<T>(
  stacks: Readonly<Record<string, string>>,
  use: (folder: string) => T | Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), "architect-"));
  try {
    cpSync(path.join(root, "Pulumi.yaml"), path.join(folder, "Pulumi.yaml"));
    mkdirSync(path.join(folder, "stacks"));
    for (const [stack, text] of Object.entries(stacks)) writeStack(folder, stack, text);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes a stack's file in a project's folder. */
export function writeStack(folder: string, stack: string, text: string): void {
  writeFileSync(path.join(folder, "stacks", `Pulumi.${stack}.yaml`), text);
}

/** A valid stack of an existing cluster. */
export const existingStack = (version = "1.35") => `config:
  kubernetes-architect:cluster:
    cloud: existing
    profile: development
    version: "${version}"
    kubeconfig: ~/.kube/config
`;
