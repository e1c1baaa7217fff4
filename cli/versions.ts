import type { Command } from "commander";

/** `architect versions`: which versions go together, and what is out of date. */
export function define(program: Command): void {
  program
    .command("versions")
    .description("show the add-ons' versions, the Kubernetes versions they work with, and what is out of date")
    .argument("[stack...]", "names of stacks; none: the whole catalogue")
    .option("--json", "as JSON")
    .action(async (stacks: readonly string[], options: { readonly json?: true }) => {
      const { showVersions } = await import("../planner/versions");
      process.stdout.write(await showVersions(stacks, options.json === true));
    });
}
