import { ConfigError } from "../components/config/errors";
import type { Config } from "../components/config/parse";
import { stackFile } from "../components/config/read";
import type { Plan } from "./plan";
import { findProject, loadStack, type Project } from "./stacks";

/** A stack that could be planned. */
export interface Planned {
  readonly config: Config;
  readonly plan: Plan;
}

/** Several stacks: those that could be planned, and what is wrong with the others, both in the order asked for. */
export interface PlannedStacks {
  readonly planned: readonly Planned[];
  /** A ConfigError for what a user can put right, another error for what only this program can. */
  readonly errors: readonly Error[];
}

/** Reads several stacks' configs. Nothing of a cloud is loaded for it. */
export function loadStacks(
  project: Project,
  stacks: readonly string[],
): { readonly configs: readonly Config[]; readonly errors: readonly ConfigError[] } {
  const configs: Config[] = [];
  const errors: ConfigError[] = [];
  for (const stack of stacks) {
    try {
      configs.push(loadStack(project, stack));
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      errors.push(error);
    }
  }
  return { configs, errors };
}

/** Plans several stacks, one after the other. One that cannot be planned does not keep the others from it. */
export async function planStacks(project: Project, stacks: readonly string[]): Promise<PlannedStacks> {
  const { configs, errors } = loadStacks(project, stacks);
  if (configs.length === 0) return { planned: [], errors };
  const { planStack } = await import("./plan");
  const planned: Planned[] = [];
  const failed: Error[] = [];
  for (const config of configs) {
    try {
      planned.push({ config, plan: await planStack(config) });
    } catch (cause) {
      failed.push(cause instanceof ConfigError ? cause : cannotPlan(config, cause));
    }
  }
  return { planned, errors: [...errors, ...failed] };
}

/**
 * Plans the stacks named in the project that this process runs in.
 * @param names none: all of them
 * @throws the first of what is wrong with them, which ends it
 */
export async function planNamed(names: readonly string[]): Promise<readonly Planned[]> {
  const project = findProject(process.cwd());
  const { planned, errors } = await planStacks(project, names.length > 0 ? [...new Set(names)] : project.stacks);
  throwFirst(errors);
  return planned;
}

/**
 * Reads the configs of the stacks named in the project that this process runs in.
 * @throws ConfigError, the first of what is wrong with them
 */
export function loadNamed(names: readonly string[]): readonly Config[] {
  const { configs, errors } = loadStacks(findProject(process.cwd()), [...new Set(names)]);
  throwFirst(errors);
  return configs;
}

function throwFirst([error]: readonly Error[]): void {
  if (error !== undefined) throw error;
}

function cannotPlan({ stack }: Config, cause: unknown): Error {
  const said = cause instanceof Error ? cause.message : String(cause);
  const message =
    said === "" ? "an error that does not say what it is; ARCHITECT_TRACE=1 shows where it is from" : said;
  return new Error(`${stackFile(stack)}: cannot be planned: ${message}`, { cause });
}
