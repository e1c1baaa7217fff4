import type { Command } from "commander";
import { changing, engineCommand } from "./deploy";

/** `architect up`: makes a stack what its file says. */
export function define(program: Command): void {
  changing(engineCommand(program, "up", "make a stack what its file says, on the real engine"))
    .option("--plan <file>", "do what this plan of `preview --save-plan` has, and nothing else")
    .option("--refresh", "first read what is really there")
    .option("--allow-findings", "also with findings of severity error");
}
