import { type Command, InvalidArgumentError } from "commander";
import { report } from "./report";

interface SandboxOptions {
  readonly state?: string;
  readonly speed: number;
}

function factor(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0)) throw new InvalidArgumentError("a number from 0 on");
  return value;
}

/** `architect sandbox`: simulated clouds, to rehearse in without an account. */
export function define(program: Command): void {
  program
    .command("sandbox")
    .description("start simulated clouds, to rehearse `up` without an account; nothing leaves this machine")
    .argument("[command...]", "a command to run in it, after --; none: print what to export, until Ctrl-C")
    .option("--state <folder>", "keep the clouds and the stacks' states there; unless given, they are gone at the end")
    .option(
      "--speed <factor>",
      "how many times faster than real ones the clouds are; 0 for no waiting at all",
      factor,
      60,
    )
    .addHelpText("after", "\nExit status: the command's own; 2 bad usage.\nA task page is docs/sandbox.md.")
    .action(async (words: readonly string[], options: SandboxOptions) => {
      try {
        const { runSandbox } = await import("../simulator/sandbox");
        process.exitCode = await runSandbox(words, options);
      } catch (error) {
        report(error);
      }
    });
}
