import type { Command } from "commander";

/** `architect new addon`: the file of a new add-on, its test, and its lines in the tables. */
export function define(program: Command): void {
  const group = program.command("new").description("start a new part of the project");
  group
    .command("addon")
    .description("make a new add-on's file and its test, and write it into the catalogue and the tables of versions")
    .argument("<name>", "its name in the catalogue, such as cert-manager")
    .requiredOption("--repository <repository>", "the chart's repository: https:// or oci://")
    .requiredOption("--chart-version <version>", "the chart's version")
    .option("--chart <chart>", "the chart's name in the repository; unset, the add-on's name")
    .option("--kubernetes <range>", "the Kubernetes versions that it works with, as a semver range", ">=1.32.0")
    .action(async (name: string, options: NewAddonOptions) => {
      const { newAddon } = await import("../scripts/newAddon");
      for (const line of newAddon(process.cwd(), name, options)) process.stdout.write(`${line}\n`);
    });
}

interface NewAddonOptions {
  readonly repository: string;
  readonly chartVersion: string;
  readonly chart?: string;
  readonly kubernetes: string;
}
