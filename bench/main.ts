import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import * as path from "node:path";
import Table from "cli-table3";
import { hostTimes } from "./host";
import { printMakespans } from "./makespan";
import type { ManyStacks } from "./manyStacks";
import { median, type Run, root, runInRounds, runNode } from "./measure";
import { importScript, sdkModulesOf } from "./sdkModules";

// Measures what the README promises of speed. It prints figures, and the figure that each is held to. Of a time on this
// machine nothing fails; what fails is a stack whose resources wait longer than they must.

const rounds = 5;
const stack = process.env.BENCH_STACK ?? "prod-aws";

const planArgs = ["plan", stack, "--format", "json"];

function floorScript(): string {
  const file = path.join(root, "node_modules", ".cache", "bench-floor.cjs");
  writeFileSync(file, importScript(sdkModulesOf(stack)));
  return file;
}

function throughTsNode(): Run {
  return runNode(["--require", "ts-node/register", "cli/main.ts", ...planArgs], {
    TS_NODE_COMPILER_OPTIONS: JSON.stringify({
      module: "commonjs",
      moduleResolution: "node10",
      ignoreDeprecations: "6.0",
    }),
  });
}

function manyStacks(count: number): ManyStacks {
  const args = ["--expose-gc", "--require", "./loader.cjs", "bench/manyStacks.ts", String(count)];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as ManyStacks;
}

function row(name: string, runs: readonly Run[], floor: number): string[] {
  const ms = runs.map((run) => run.ms);
  const middle = median(ms);
  const spread = `${Math.min(...ms).toFixed(0)}–${Math.max(...ms).toFixed(0)}`;
  return [
    name,
    middle.toFixed(0),
    spread,
    `${(middle / floor).toFixed(2)} ×`,
    median(runs.map((run) => run.mib)).toFixed(0),
  ];
}

// The whole of `pulumi preview` on an empty JavaScript program, measured with the real CLI and host on two cores.
const emptyPreview = 3600;

async function printHost(): Promise<void> {
  const { empty, ours, resources } = await hostTimes(stack, rounds);
  const ratio = (emptyPreview + ours - empty) / emptyPreview;
  console.log(
    `\nPulumi's Node host, on loopback: an empty program ${empty.toFixed(0)} ms, ${stack} with ${resources} resources ${ours.toFixed(0)} ms`,
  );
  console.log(
    `  on top of ${emptyPreview} ms for a preview of an empty program: ${ratio.toFixed(2)} × (held to 1.3 ×, providers aside)`,
  );
}

async function main(): Promise<void> {
  console.log(`Node ${process.version}, ${rounds} runs each, median wall time of the whole process\n`);
  const floorFile = floorScript();
  const runs = runInRounds(rounds, {
    floor: () => runNode([floorFile]),
    plan: () => runNode(["--require", "./loader.cjs", "cli/main.ts", ...planArgs]),
  });
  const floor = median(runs.floor.map(({ ms }) => ms));
  const table = new Table({ head: ["", "ms", "min–max", "of the floor", "peak MiB"], style: { head: [], border: [] } });
  table.push(row(`importing the SDK of ${stack} (the floor)`, runs.floor, floor));
  table.push(row(`architect plan ${stack} (held to 2 ×)`, runs.plan, floor));
  table.push(row("the same through ts-node with type check", [throughTsNode()], floor));
  console.log(table.toString());

  const many = manyStacks(200);
  console.log(`\n${many.stacks} generated stacks in one process, ${many.resources} resources:`);
  console.log(
    `  ${many.msPerStack.toFixed(1)} ms a stack, ${many.msPerResource.toFixed(2)} ms a resource (held to 5 ms)`,
  );
  console.log(
    `  heap after ten stacks ${many.mibAfterTen.toFixed(0)} MiB, after all ${many.mibAfterAll.toFixed(0)} MiB (held to be flat)`,
  );
  await printHost();
  if (!(await printMakespans())) process.exitCode = 1;
}

main();
