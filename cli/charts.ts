import type { Command } from "commander";
import { exitStatus } from "./report";

/** `architect charts`: the Helm charts behind the add-ons: what they are, getting them, checking them. */
export function define(program: Command): void {
  const group = program.command("charts").description("list, pull and verify the Helm charts of the add-ons");

  group
    .command("list")
    .description("list the charts, their pinned versions and where they come from")
    .argument("[stack...]", "only the charts of these stacks; none: all that are pinned")
    .option("--json", "as JSON")
    .action(async (stacks: readonly string[], options: { readonly json?: true }) => {
      const { listCharts } = await import("../charts/list");
      process.stdout.write(await listCharts(stacks, options.json === true));
    });

  group
    .command("pull")
    .description("pull the pinned charts into a folder, for `verify` and for installs without the internet")
    .argument("[stack...]", "only the charts of these stacks; none: all that are pinned")
    .option("--to <folder>", "the folder", "charts-local")
    .option("--from <repository>", "a mirror that has all charts, instead of each chart's own repository")
    .option("--relock", "take the digests of what comes as the right ones, after a look at why they changed")
    .action(async (stacks: readonly string[], options: PullOptions) => {
      const { pullCharts } = await import("../charts/pull");
      await pullCharts(stacks, options, (line) => process.stdout.write(`${line}\n`));
      process.exitCode = exitStatus.done;
    });

  group
    .command("verify")
    .description("render the charts with stacks' values by helm, and run the policy rules over what comes out")
    .argument("[stack...]", "names of stacks; none: all of them")
    .option("--folder <folder>", "the folder of charts", "charts-local")
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      "\nExit status: 0 nothing found, 1 a finding of severity error or a chart that does not render.",
    )
    .action(async (stacks: readonly string[], options: VerifyOptions) => {
      const { verifyCharts } = await import("../charts/command");
      process.exitCode = (await verifyCharts(stacks, options)) ? exitStatus.done : exitStatus.findings;
    });
}

interface PullOptions {
  readonly to: string;
  readonly from?: string;
  readonly relock?: true;
}

interface VerifyOptions {
  readonly folder: string;
  readonly json?: true;
}
