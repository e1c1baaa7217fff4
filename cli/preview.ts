import type { Command } from "commander";
import { engineCommand } from "./deploy";

/** `architect preview`: what an update would change, by the real engine and the state. */
export function define(program: Command): void {
  engineCommand(program, "preview", "show what `up` would change, by the real engine and the state")
    .option("--save-plan <file>", "write a plan that `up --plan` is then held to")
    .option("--refresh", "first read what is really there");
}
