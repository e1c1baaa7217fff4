import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { engineConfig, runOnHost } from "../test/support/host";
import { median, root } from "./measure";

/** What Pulumi's Node host takes for a preview, the engine and its providers aside. */
export interface HostTimes {
  /** Milliseconds for a program that makes nothing. */
  readonly empty: number;
  /** Milliseconds for ours. */
  readonly ours: number;
  readonly resources: number;
}

function emptyProgram(): string {
  const folder = path.join(root, "node_modules", ".cache", "bench-empty");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "empty", main: "index.js" }));
  writeFileSync(path.join(folder, "index.js"), 'require("@pulumi/pulumi");\n');
  return folder;
}

async function timed(
  run: () => ReturnType<typeof runOnHost>,
): Promise<{ readonly ms: number; readonly resources: number }> {
  const start = performance.now();
  const { exitCode, resources, output, errors } = await run();
  if (exitCode !== 0) throw new Error(`${output}${errors.join("\n")}`);
  return { ms: performance.now() - start, resources: resources.length };
}

/** Times the SDK's runner on loopback, on an empty program and on a stack of ours in turn. */
export async function hostTimes(stack: string, rounds: number): Promise<HostTimes> {
  const folder = emptyProgram();
  const config = engineConfig(stack);
  const empty: number[] = [];
  const ours: number[] = [];
  let count = 0;
  for (let round = 0; round < rounds; round += 1) {
    empty.push((await timed(() => runOnHost("empty", {}, { folder }))).ms);
    const run = await timed(() => runOnHost(stack, config));
    ours.push(run.ms);
    count = run.resources;
  }
  return { empty: median(empty), ours: median(ours), resources: count };
}
