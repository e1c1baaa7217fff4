import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as path from "node:path";
import { createInterface } from "node:readline";
import type { Ready } from "./main";

/** A simulator that runs as a process of its own. */
export interface Simulator extends Ready {
  /** Tells it to end, and waits for that. */
  stop(): Promise<void>;
}

/**
 * Starts the simulated clouds as a process of their own, which never outlives this one.
 * @param folder where they keep what they hold
 * @param scale how many real seconds one of a cloud's takes
 */
export async function startSimulator(folder: string, scale: number): Promise<Simulator> {
  const root = path.join(__dirname, "..");
  const args = ["--require", path.join(root, "loader.cjs"), path.join(__dirname, "main.ts")];
  const child = spawn(process.execPath, [...args, "--state", folder, "--scale", String(scale)], {
    cwd: root,
    stdio: ["pipe", "pipe", "inherit"],
    // A terminal's Ctrl-C must not take the clouds from an engine that is still cleaning up.
    detached: true,
  });
  const line = await firstLine(child);
  return {
    ...(JSON.parse(line) as Ready),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("the simulator has no output");
  const lines = createInterface({ input: child.stdout });
  const line = new Promise<string>((resolve, reject) => {
    lines.once("line", resolve);
    child.once("exit", (code) => reject(new Error(`the simulator ended with status ${code}`)));
    child.once("error", reject);
  });
  return line;
}
