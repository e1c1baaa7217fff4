import type { Command } from "commander";
import { exitStatus, report } from "./report";

/** `architect validate`: whether stacks' config files are right, without planning them. */
export function define(program: Command): void {
  program
    .command("validate")
    .description("check stacks' config files, without planning them")
    .argument("[stack...]", "names of stacks; none: all of them")
    .addHelpText("after", "\nExit status: 0 all are valid, 2 at least one is not.")
    .action(async (names: readonly string[]) => {
      const { findProject } = await import("../planner/stacks");
      const { loadStacks } = await import("../planner/several");
      const project = findProject(process.cwd());
      const { configs, errors } = loadStacks(project, names.length > 0 ? [...new Set(names)] : project.stacks);
      process.exitCode = exitStatus.done;
      for (const { source } of configs) process.stdout.write(`${source.file}: valid\n`);
      for (const error of errors) report(error);
    });
}
