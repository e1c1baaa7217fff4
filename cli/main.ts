import { Command, CommanderError } from "commander";
import { commands } from "./commands";
import { exitStatus, report, tolerateClosedPipe } from "./report";

async function main(argv: readonly string[]): Promise<void> {
  const program = new Command("architect")
    .description("Plans Kubernetes platforms on EKS, AKS, GKE or a cluster that already exists, from one file each.")
    .showHelpAfterError("(--help lists what there is)")
    .exitOverride();
  // A command that is named is the only one loaded; the help needs them all.
  const asked = argv[2] ?? "";
  const needed = Object.hasOwn(commands, asked) ? [asked] : Object.keys(commands);
  for (const name of needed) (await commands[name]?.())?.define(program);
  await program.parseAsync([...argv]);
}

tolerateClosedPipe(process.stdout);
main(process.argv).catch((error: unknown) => {
  // Commander has already said what was wrong; asking for help is no error.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitStatus.done : exitStatus.usage;
  else report(error);
});
