import type { Command } from "commander";
import { changing, engineCommand } from "./deploy";

/** `architect refresh`: reads into the state what is really there. */
export function define(program: Command): void {
  changing(engineCommand(program, "refresh", "read into the state what is really there"));
}
