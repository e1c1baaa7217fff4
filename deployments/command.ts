import { planStack } from "../planner/plan";
import { styleFor } from "../planner/render/style";
import { findProject, loadStack, type Project } from "../planner/stacks";
import { Declined } from "./ask";
import { UsageError } from "./errors";
import { type ExitStatus, exitStatus } from "./exit";
import type { Operation } from "./operation";
import { explain, type Request, Session, type Subject } from "./session";
import type { Screen } from "./terminal";
import { openStack } from "./workspace";

/** What a user asked for, and what counts before the engine runs. */
export interface CommandRequest extends Request {
  /** True goes on although the plan has findings of severity error. */
  readonly allowFindings: boolean;
  /**
   * Puts a backend's folder in order after a run on this machine was killed: mends what nobody can read, and takes away the
   * locks of processes that are gone. Gives the number of locks.
   */
  readonly tidy?: ((project: Project, stack: string) => Promise<number>) | undefined;
  /** True once the user has asked to end: then nothing is begun. */
  readonly stopped?: (() => boolean) | undefined;
  /** Where progress and the summary go; standard output unless given. */
  readonly out?: Screen | undefined;
}

async function subjectOf(operation: Operation, name: string): Promise<Subject> {
  const project = findProject(process.cwd());
  const config = loadStack(project, name);
  const planned = operation === "up" || operation === "preview";
  return { project, config, plan: planned ? await planStack(config) : undefined };
}

/** The findings that keep a stack from being updated, in a line each; empty when none do. */
function held({ plan }: Subject, operation: Operation, { allowFindings }: CommandRequest): readonly string[] {
  if (operation !== "up" || allowFindings) return [];
  const errors = (plan?.findings ?? []).filter(({ severity }) => severity === "error");
  return errors.map(({ rule, message, urn }) => `  ${rule}: ${urn.split("::").slice(3).join("::")}: ${message}`);
}

/**
 * Runs a command on a stack, found from the current folder. The config is checked and planned offline first.
 * @returns the exit status; what has to be said was said
 * @throws ConfigError, UsageError for what the user has to put right first
 */
export async function command(operation: Operation, name: string, request: CommandRequest): Promise<ExitStatus> {
  const subject = await subjectOf(operation, name);
  const findings = held(subject, operation, request);
  if (findings.length > 0) {
    process.stderr.write(
      `${name} is not updated, and nothing of it was touched: its plan has findings of severity error.\n${findings.join("\n")}\nPut them right or waive them (docs/findings.md), or pass --allow-findings.\n`,
    );
    return exitStatus.failed;
  }
  const created = operation === "up" || operation === "preview";
  try {
    if (request.recover && (await request.tidy?.(subject.project, name)))
      process.stderr.write("The lock of a process that is gone was taken away\n");
    const opened = await openStack(subject.project, name, { create: created });
    if (request.stopped?.() === true) return exitStatus.stopped;
    if (opened.made && !request.json) process.stderr.write(`${name} is new to this backend\n`);
    return await new Session(subject, opened, request, request.out).perform(operation);
  } catch (error) {
    if (error instanceof Declined) return exitStatus.stopped;
    if (error instanceof UsageError) throw error;
    process.stderr.write(`${explain(error, operation, name, styleFor(process.stderr, process.env, false).width)}\n`);
    if (process.env.ARCHITECT_TRACE !== undefined && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    return exitStatus.failed;
  }
}
