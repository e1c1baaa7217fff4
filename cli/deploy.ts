import { type Command, InvalidArgumentError } from "commander";
import type { Operation } from "../deployments/operation";
import { report } from "./report";

/** Options of the commands that run the engine. */
interface DeployOptions {
  readonly json?: true;
  readonly yes?: true;
  /** False with `--no-color`. */
  readonly color: boolean;
  readonly waitForLock?: string;
  readonly recover?: true;
  readonly import?: readonly string[];
  readonly plan?: string;
  readonly savePlan?: string;
  readonly refresh?: true;
  readonly parallel?: number;
  readonly confirm?: string;
  readonly allowFindings?: true;
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError("a number from 1 on");
  return Number(text);
}

const gather = (text: string, before: readonly string[] = []) => [...before, text];

const statuses =
  "\nExit status: 0 done, 1 failed or refused, 2 bad config or usage, 130 ended by Ctrl-C.\nA task page is docs/commands.md.";

/** A command that runs the engine on a stack, with the options that all of them have. */
export function engineCommand(program: Command, operation: Operation, description: string): Command {
  return program
    .command(operation)
    .description(description)
    .argument("<stack>", "the stack's name")
    .option("--json", "the engine's events as JSON lines on standard output, and nothing else there")
    .option("--wait-for-lock <time>", "how long to wait while another run holds the stack, such as 10m")
    .option("--parallel <number>", "how many resources are worked on at once", positive)
    .option("--no-color", "without colours; they are also left out where NO_COLOR is set and outside a terminal")
    .addHelpText("after", statuses)
    .action(async (stack: string, options: DeployOptions) => runEngine(operation, stack, options));
}

/** Adds the options of the commands that change a state. */
export function changing(command: Command): Command {
  return command
    .option("--yes", "ask nothing")
    .option("--recover", "first put the state in order after a run that was killed")
    .option(
      "--import <name=id>",
      "with --recover: the id in the cloud of something that the state does not know; none where it is not there",
      gather,
    );
}

async function runEngine(operation: Operation, stack: string, options: DeployOptions): Promise<void> {
  try {
    const { command } = await import("../deployments/command");
    const { readImports } = await import("../deployments/recover");
    const { Backend } = await import("../ephemeral/backend");
    const { lookUp } = await import("../ephemeral/lookUp");
    const { readSeconds } = await import("../deployments/seconds");
    process.exitCode = await command(operation, stack, {
      json: options.json === true,
      yes: options.yes === true,
      color: options.color,
      lockSeconds: options.waitForLock === undefined ? 0 : readSeconds(options.waitForLock),
      recover: options.recover === true,
      imports: readImports(options.import ?? []),
      tidy: async (project, name) => {
        const backend = await Backend.open(project);
        await backend.mend();
        return backend.freeDeadLocks(name);
      },
      lookUp,
      planFile: options.plan ?? options.savePlan,
      refresh: options.refresh,
      parallel: options.parallel,
      confirm: options.confirm,
      allowFindings: options.allowFindings === true,
    });
  } catch (error) {
    report(error);
  }
  // What an engine that was ended leaves open in this process must not keep it.
  process.stdout.write("", () => process.exit());
}
