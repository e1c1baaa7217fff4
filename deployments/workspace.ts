import { LocalWorkspace, Stack } from "@pulumi/pulumi/automation";
import { readEngineConfig } from "../components/config/engine";
import { createPlatform } from "../components/platform";
import { parseStack } from "../components/stack";
import type { Project } from "../planner/stacks";
import { Engine } from "./engine";
import { PulumiError, UsageError } from "./errors";
import { findPulumi } from "./pulumi";
import { readState, type State } from "./state";

/** A stack that the real engine can work on. */
export interface OpenStack {
  readonly stack: Stack;
  readonly engine: Engine;
  /** What the engine knew of the stack when it was opened. */
  readonly state: State;
  /** True when it did not exist before. */
  readonly made: boolean;
}

/** How a stack is opened. */
export interface OpenOptions {
  /** Makes the stack in the backend where it does not exist yet. */
  readonly create: boolean;
  /** Variables for the CLI and the providers, over those of this process. */
  readonly variables?: Readonly<Record<string, string>>;
}

const noStack = /no stack named '[^']*' found/;

/**
 * Opens a stack with our program, its own file and the backend that the user is logged in to. The CLI reads the file, so
 * secrets are opened by whatever closed them. The stack that `pulumi stack select` chose stays chosen.
 * @throws UsageError where there is no CLI, or no such stack and it may not be made
 * @throws PulumiError when the backend cannot be read
 */
export async function openStack(project: Project, name: string, options: OpenOptions): Promise<OpenStack> {
  const { command, version } = await findPulumi({ ...process.env, ...options.variables });
  const engine = new Engine(command, version);
  const variables = { ...options.variables };
  const workspace = await LocalWorkspace.create({
    workDir: project.root,
    pulumiCommand: engine,
    envVars: variables,
    program: async () => createPlatform(parseStack(readEngineConfig())),
  });
  workspace.selectStack = async () => undefined;
  const read = async () => readState((await workspace.exportStack(name)).deployment);
  const existing = await read().catch((error: unknown) => {
    if (error instanceof PulumiError && noStack.test(error.stderr)) return undefined;
    throw error;
  });
  if (existing === undefined) {
    if (!options.create) throw new UsageError(`${name} has no state in this backend: nothing has been made of it`);
    await engine.run(["stack", "init", name, "--no-select"], project.root, variables);
  }
  const stack = await Stack.select(name, workspace);
  return { stack, engine, state: existing ?? readState(undefined), made: existing === undefined };
}

/** What the engine knows of a stack now. */
export async function stateOf(stack: Stack): Promise<State> {
  return readState((await stack.exportStack()).deployment);
}
