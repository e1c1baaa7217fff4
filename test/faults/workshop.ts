import { readFileSync } from "node:fs";
import * as path from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import type { Operation } from "../../deployments/operation";
import { readImports } from "../../deployments/recover";
import { type Request, Session } from "../../deployments/session";
import { type OpenStack, openStack } from "../../deployments/workspace";
import { lookUp } from "../../ephemeral/lookUp";
import { type Plan, planStack } from "../../planner/plan";
import { findProject, loadStack } from "../../planner/stacks";
import type { Call } from "../../simulator/cloud";
import { startControl } from "../../simulator/control";
import { Bench } from "../engine/deploymentSupport";
import type { Deployment } from "../engine/run";

/** What a command did and said. */
export interface Said {
  readonly operation: Operation;
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly events: readonly EngineEvent[];
  /** What the clouds were asked to do. */
  readonly calls: readonly Call[];
}

// What the Automation API asks for after each run, and nothing here looks at.
const unread: Readonly<Record<string, string>> = { "stack output": "{}", "stack history": "[]" };

function spared(opened: OpenStack, take: (event: EngineEvent) => void): OpenStack {
  const { engine, stack } = opened;
  const run = engine.run.bind(engine);
  engine.run = async (args, ...more) => {
    const stdout = unread[args.slice(0, 2).join(" ")];
    return stdout === undefined ? run(args, ...more) : { stdout, stderr: "", code: 0 };
  };
  for (const operation of ["up", "destroy"] as const) {
    const start = stack[operation].bind(stack) as (options: { onEvent?: (event: EngineEvent) => void }) => never;
    const watched = (options: { onEvent?: (event: EngineEvent) => void } = {}) =>
      start({
        ...options,
        onEvent: (event) => {
          take(event);
          options.onEvent?.(event);
        },
      });
    Object.assign(stack, { [operation]: watched });
  }
  return opened;
}

/** A stack's clouds and state, and `architect` on it in this process. */
export class Workshop {
  #plan: Plan | undefined;

  private constructor(
    readonly stack: string,
    readonly bench: Bench,
    private readonly control: { readonly address: string; close(): void },
  ) {}

  static async start(stack: string): Promise<Workshop> {
    const bench = await Bench.start(stack);
    return new Workshop(stack, bench, await startControl(bench.cloud, () => undefined));
  }

  get cloud() {
    return this.bench.cloud;
  }

  /** Changes the stack's file. */
  edit(change: (text: string) => string): void {
    this.bench.edit(this.stack, change);
    this.#plan = undefined;
  }

  get state(): Deployment {
    const file = `state/.pulumi/stacks/kubernetes-architect/${this.stack}.json`;
    const text = readFileSync(path.join(this.bench.folder, file), "utf8");
    return (JSON.parse(text) as { checkpoint: { latest: Deployment } }).checkpoint.latest;
  }

  /**
   * Runs `architect` with these words, as the command line reads them.
   * @param atOnce false works on one resource at a time
   */
  async architect(words: readonly string[], atOnce = true): Promise<Said> {
    const [operation, , ...options] = words as readonly [Operation, string, ...string[]];
    const project = findProject(this.bench.folder);
    const config = loadStack(project, this.stack);
    this.#plan ??= await planStack(config);
    const events: EngineEvent[] = [];
    const { variables } = this.bench;
    const opened = spared(await openStack(project, this.stack, { create: true, variables }), (event) =>
      events.push(event),
    );
    // Nothing that is protected goes here, which is what an update looks at first.
    if (!options.includes("--import")) Object.assign(opened.stack, { preview: async () => undefined });
    const [out, errors] = [new Page(), new Page()];
    const subject = { project, config, plan: operation === "up" ? this.#plan : undefined };
    const session = new Session(subject, opened, this.#request(options, atOnce), out, errors);
    const first = this.cloud.calls.length;
    process.env.ARCHITECT_SANDBOX = this.control.address;
    const status = await session.perform(operation);
    return { operation, status, stdout: out.text, stderr: errors.text, events, calls: this.cloud.calls.slice(first) };
  }

  /** Runs the Pulumi CLI on the stack; gives what it wrote to standard output. */
  async pulumi(command: string, ...args: readonly string[]): Promise<string> {
    const { status, stdout, stderr } = await this.bench.pulumi(command, [...args, "--stack", this.stack]);
    if (status !== 0) throw new Error(`${args.join(" ")}: ${stderr}`);
    return stdout;
  }

  #request(options: readonly string[], atOnce: boolean): Request {
    const valuesOf = (flag: string) => options.filter((_option, index) => options[index - 1] === flag);
    return {
      json: false,
      color: false,
      yes: true,
      lockSeconds: 0,
      recover: options.includes("--recover"),
      imports: readImports(valuesOf("--import")),
      lookUp,
      refresh: options.includes("--refresh"),
      confirm: valuesOf("--confirm")[0],
      parallel: atOnce ? 32 : 1,
    };
  }

  stop(): void {
    this.control.close();
    this.bench.stop();
  }
}

class Page {
  text = "";
  readonly columns = 100;

  write(text: string): void {
    this.text += text;
  }
}
