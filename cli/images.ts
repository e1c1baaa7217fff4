import type { Command } from "commander";

/** `architect images`: every image that stacks start, to mirror or to scan. */
export function define(program: Command): void {
  program
    .command("images")
    .description("list every image that stacks' charts start, to mirror or to scan")
    .argument("[stack...]", "names of stacks; none: all that are pinned")
    .option("--folder <folder>", "render the charts in this folder by helm, and list exactly what comes out")
    .option("--copy", "for a mirror: each image's own name, a space, and its name in the stack's mirror")
    .option("--json", "as JSON, by add-on and chart")
    .action(async (stacks: readonly string[], options: ImageOptions) => {
      const { listImages } = await import("../charts/listImages");
      process.stdout.write(await listImages(stacks, options));
    });
}

interface ImageOptions {
  readonly folder?: string;
  readonly copy?: true;
  readonly json?: true;
}
