import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { stackFile } from "../components/config/read";
import { Engine } from "../deployments/engine";
import { PulumiError } from "../deployments/errors";
import { findPulumi } from "../deployments/pulumi";
import { inTurn } from "../planner/inTurn";
import { findProject, type Project } from "../planner/stacks";
import { freeDeadLocks } from "./deadLocks";
import { type Facts, factsOf, lifetimeInFile } from "./facts";
import { mendAttributes } from "./fileBackend";
import { isMadeName } from "./names";

const listed = z.array(z.object({ name: z.string(), updateInProgress: z.boolean().optional() }));
const who = z.object({ url: z.string().optional() });

/** What the CLI says of a stack that is not there. */
export const noStack = /no stack named '[^']*' found/;

/** True for what the CLI says of a stack that is not there. */
export function isGone(error: unknown): boolean {
  return error instanceof PulumiError && noStack.test(error.said);
}

// A file that is cut short, or that goes while it is read, where the CLI also breaks (3.259, diyBackend.getTarget).
const torn =
  /\b(EOF|unexpected end of JSON input)\s*$|diyBackend\)\.getTarget|\(key "\.pulumi\/stacks\/[^"]*"\) \(code=NotFound\)/m;

/** True for what the CLI says of a state that somebody else is just writing: a folder's files are not replaced at once. */
export function isTorn(said: string): boolean {
  return torn.test(said);
}

const readings = 20;
const betweenReadings = 250;

// Each reads a state in a process of its own.
const readers = 4;

/** The stacks of a project in the backend that the user is logged in to. */
export class Backend {
  #url: string | undefined;

  private constructor(
    readonly project: Project,
    private readonly engine: Engine,
  ) {}

  /** @throws UsageError where there is no Pulumi CLI */
  static async open(project: Project): Promise<Backend> {
    const { command, version } = await findPulumi(process.env);
    return new Backend(project, new Engine(command, version));
  }

  /** Runs the CLI in the project's folder and gives what it wrote to standard output. */
  async run(...args: readonly string[]): Promise<string> {
    return (await this.engine.run(args, this.project.root, {})).stdout;
  }

  /** Names of all stacks, ephemeral or not. */
  async names(): Promise<readonly string[]> {
    const stacks = listed.parse(await this.#read("stack", "ls", "--json"));
    // Pulumi Cloud puts the organization before the name.
    return stacks.map(({ name }) => name.split("/").at(-1) ?? name);
  }

  /** A stack's file, where it is on this machine. */
  file(name: string): string | undefined {
    try {
      return readFileSync(path.join(this.project.root, stackFile(name)), "utf8");
    } catch {
      return undefined;
    }
  }

  /** What `pulumi stack export` gives, secrets closed; undefined when there is no such stack. */
  async state(name: string): Promise<unknown> {
    try {
      return await this.#read("stack", "export", "--stack", name);
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  }

  async #read(...args: readonly string[]): Promise<unknown> {
    for (let reading = 1; ; reading++) {
      try {
        return JSON.parse(await this.run(...args));
      } catch (error) {
        if (!(error instanceof PulumiError && isTorn(error.said)) || reading === readings) throw error;
        await this.mend();
        await sleep(betweenReadings);
      }
    }
  }

  /** What is known of a stack now; undefined when it is gone, or is not ephemeral. */
  async facts(name: string): Promise<Facts | undefined> {
    return factsOf(name, this.file(name), await this.state(name));
  }

  /** Every ephemeral stack, the one that expires first at the top; half-made ones and mere files among them. */
  async ephemeral(): Promise<readonly Facts[]> {
    const inBackend = await this.names();
    const candidates = inBackend.filter((name) => {
      const text = this.file(name);
      // Where there is no file, somebody else made it: only its state can say what it is.
      return text === undefined || lifetimeInFile(text) !== undefined;
    });
    const found = await inTurn(candidates, readers, async (name) => this.facts(name));
    const mereFiles = findProject(this.project.root)
      .stacks.filter((name) => isMadeName(name) && !inBackend.includes(name))
      .map((name) => factsOf(name, this.file(name), undefined));
    return [...found, ...mereFiles]
      .filter((facts) => facts !== undefined)
      .toSorted((a, b) => a.expiresAt.getTime() - b.expiresAt.getTime() || a.name.localeCompare(b.name));
  }

  /**
   * Takes away the locks of processes of this machine that were killed.
   * @returns how many; each lock is taken away by one caller only, however many try at once
   */
  async freeDeadLocks(name: string): Promise<number> {
    return freeDeadLocks(await this.#address(), this.project.name, name, hostname());
  }

  /** Mends what a killed CLI may have left in a backend of files, so that others can read it. */
  async mend(): Promise<void> {
    mendAttributes(await this.#address(), this.project.name);
  }

  async #address(): Promise<string> {
    this.#url ??= who.parse(JSON.parse(await this.run("whoami", "--json"))).url ?? "";
    return this.#url;
  }
}
