import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { Clock } from "../../simulator/clock";
import { SimulatedCloud } from "../../simulator/cloud";
import { debugProviders, type RunningProviders, startProviders } from "../../simulator/server";

const root = path.join(__dirname, "../..");

/** How a command ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A checkout of its own with one stack, a backend in a folder, and simulated clouds. */
export class Bench {
  readonly folder = mkdtempSync(path.join(tmpdir(), "architect-"));
  /** Variables that every command gets besides. */
  readonly more: Record<string, string> = {};
  readonly #children = new Set<ChildProcess>();

  private constructor(
    readonly cloud: SimulatedCloud,
    readonly providers: RunningProviders,
  ) {}

  /** @param scale real seconds that a cloud's second takes */
  static async start(stack: string, scale = 0): Promise<Bench> {
    const cloud = new SimulatedCloud(new Clock(scale));
    const bench = new Bench(cloud, await startProviders(cloud));
    mkdirSync(path.join(bench.folder, "state"));
    mkdirSync(path.join(bench.folder, "stacks"));
    cpSync(path.join(root, "Pulumi.yaml"), path.join(bench.folder, "Pulumi.yaml"));
    cpSync(path.join(root, "stacks", `Pulumi.${stack}.yaml`), bench.file(stack));
    return bench;
  }

  file(stack: string): string {
    return path.join(this.folder, "stacks", `Pulumi.${stack}.yaml`);
  }

  /** Changes a stack's file. */
  edit(stack: string, change: (text: string) => string): void {
    writeFileSync(this.file(stack), change(readFileSync(this.file(stack), "utf8")));
  }

  get variables(): Readonly<Record<string, string>> {
    return {
      PULUMI_BACKEND_URL: `file://${this.folder}/state`,
      PULUMI_CONFIG_PASSPHRASE: "a passphrase for tests",
      PULUMI_DEBUG_PROVIDERS: debugProviders(this.providers.ports),
      NO_COLOR: "1",
      ...this.more,
    };
  }

  /** Starts `architect` in the folder. */
  begin(args: readonly string[], variables: Readonly<Record<string, string>> = {}): ChildProcess {
    const main = ["--require", path.join(root, "loader.cjs"), path.join(root, "cli/main.ts")];
    const child = spawn(process.execPath, [...main, ...args], {
      cwd: this.folder,
      env: { ...process.env, ...this.variables, ...variables },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#children.add(child);
    return child;
  }

  /** Runs `architect` to its end. */
  async architect(args: readonly string[], variables: Readonly<Record<string, string>> = {}): Promise<Ended> {
    return ended(this.begin(args, variables));
  }

  /** Runs the Pulumi CLI to its end. */
  async pulumi(command: string, args: readonly string[]): Promise<Ended> {
    return ended(
      spawn(command, [...args, "--non-interactive"], {
        cwd: this.folder,
        env: { ...process.env, ...this.variables },
        stdio: ["ignore", "pipe", "pipe"],
      }),
    );
  }

  stop(): void {
    for (const child of this.#children) if (child.exitCode === null) child.kill("SIGKILL");
    this.providers.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Waits for a process that has been started. */
export async function ended(child: ChildProcess): Promise<Ended> {
  const texts = { stdout: "", stderr: "" };
  child.stdout?.on("data", (text) => {
    texts.stdout += text;
  });
  child.stderr?.on("data", (text) => {
    texts.stderr += text;
  });
  const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { status, ...texts };
}
