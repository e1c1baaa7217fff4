import type { Command } from "commander";
import { changing, engineCommand } from "./deploy";

/** `architect destroy`: takes away everything that a stack made. */
export function define(program: Command): void {
  changing(engineCommand(program, "destroy", "take away everything that a stack made"))
    .option("--confirm <name>", "the stack's name once more, for a protected one")
    .option("--refresh", "first read what is really there");
}
