import { spawnSync } from "node:child_process";
import * as path from "node:path";

/** The project's folder. */
export const root = path.join(__dirname, "..");

/** What one run of a command took. */
export interface Run {
  /** Wall time in milliseconds, from before the process starts to after it ends. */
  readonly ms: number;
  /** The most memory that it held, in MiB. */
  readonly mib: number;
}

const reporter = path.join(__dirname, "reportMemory.cjs");
const marker = "peak memory in KiB: ";

/**
 * Runs Node once, as a process of its own.
 * @throws Error when it does not end with status 0
 */
export function runNode(args: readonly string[], env: Readonly<Record<string, string>> = {}): Run {
  const start = process.hrtime.bigint();
  const result = spawnSync(process.execPath, ["--require", reporter, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  if (result.status !== 0) throw new Error(`node ${args.join(" ")} ended with ${result.status}:\n${result.stderr}`);
  const memory = result.stderr.split("\n").findLast((line) => line.startsWith(marker));
  return { ms, mib: Number(memory?.slice(marker.length)) / 1024 };
}

/** Runs each command in turn, round by round, so that a change of the machine's speed meets all of them alike. */
export function runInRounds<K extends string>(
  rounds: number,
  commands: Readonly<Record<K, () => Run>>,
): Readonly<Record<K, readonly Run[]>> {
  const results = Object.fromEntries(Object.keys(commands).map((name) => [name, []])) as unknown as Record<K, Run[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of Object.keys(commands) as K[]) results[name].push(commands[name]());
  }
  return results;
}

/** The middle one of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
