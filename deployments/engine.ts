import { type ChildProcess, spawn } from "node:child_process";
import * as path from "node:path";
import type { PulumiCommand } from "@pulumi/pulumi/automation";
import { PulumiError } from "./errors";

/** What the CLI said when it ended well. */
export interface PulumiOutput {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

type Listener = ((text: string) => void) | undefined;

/** How long the engine has to end after it was told to end at once. */
const killAfterMilliseconds = 5000;

/**
 * Runs the Pulumi CLI for the Automation API, in a process group of its own. A terminal's Ctrl-C goes to the whole group
 * in the foreground: the engine would get it once from the terminal and once from us, and takes the second one as an
 * order to drop what it is doing. So only `stop` reaches it.
 */
export class Engine implements PulumiCommand {
  readonly #running = new Set<ChildProcess>();

  constructor(
    readonly command: string,
    readonly version: PulumiCommand["version"],
  ) {}

  /** True while the CLI runs. */
  get busy(): boolean {
    return this.#running.size > 0;
  }

  /** Called by the Automation API with the CLI's arguments. */
  async run(
    args: readonly string[],
    folder: string,
    variables: Readonly<Record<string, string>>,
    onOutput?: Listener,
    onError?: Listener,
  ): Promise<PulumiOutput> {
    const child = spawn(this.command, [...args, "--non-interactive"], {
      cwd: folder,
      env: this.#environment(variables),
      detached: process.platform !== "win32",
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#running.add(child);
    const texts = { stdout: "", stderr: "" };
    for (const [name, listener] of [["stdout", onOutput] as const, ["stderr", onError] as const]) {
      child[name].setEncoding("utf8").on("data", (text: string) => {
        texts[name] += text;
        listener?.(text);
      });
    }
    try {
      const status = await new Promise<number | null>((resolve, reject) => {
        child.once("error", reject);
        child.once("close", resolve);
      });
      if (status !== 0) throw new PulumiError(texts.stdout, texts.stderr, status);
      return { ...texts, code: status };
    } finally {
      this.#running.delete(child);
    }
  }

  /** Asks the engine to finish what it is doing, write its state and end. */
  stop(): void {
    for (const child of this.#running) child.kill("SIGINT");
  }

  /** Tells the engine to end at once. What was under way is pending afterwards; see pending.ts. */
  kill(): void {
    this.stop();
    for (const { pid } of this.#running) {
      if (pid === undefined) continue;
      setTimeout(() => this.#end(pid), killAfterMilliseconds).unref();
    }
  }

  #end(pid: number): void {
    if (![...this.#running].some((child) => child.pid === pid)) return;
    try {
      process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
    } catch {
      // It ended meanwhile.
    }
  }

  // The CLI looks for what it starts beside itself first.
  #environment(variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
    const searched = variables.PATH ?? process.env.PATH ?? "";
    const beside = path.isAbsolute(this.command) ? [path.dirname(this.command)] : [];
    return {
      ...process.env,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      ...variables,
      // With it, an update that fails deletes all that depends on what failed: it was not asked for any more in that run.
      PULUMI_CONTINUE_ON_ERROR: "false",
      PATH: [...beside, searched].join(path.delimiter),
      PULUMI_AUTOMATION_API: "true",
    };
  }
}
