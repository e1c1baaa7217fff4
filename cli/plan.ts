import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { type Command, Option } from "commander";
import type { Plan } from "../planner/plan";
import { type Format, formats, render } from "../planner/render";
import { changeLines } from "../planner/render/changes";
import { type Style, styleFor, styleOf } from "../planner/render/style";
import type { Planned } from "../planner/several";
import { exitStatus, report } from "./report";
import { watchFolder } from "./watch";

/** Options of `architect plan`. */
interface PlanOptions {
  readonly format: Format;
  readonly explain?: true;
  readonly watch?: true;
  readonly render?: true;
  readonly charts: string;
  readonly out?: string;
  /** False with `--no-color`. */
  readonly color: boolean;
}

/** `architect plan`: what a stack would make, without credentials and without network. */
export function define(program: Command): void {
  program
    .command("plan")
    .description("show what stacks would make, without credentials and without network")
    .argument("[stack...]", "names of stacks; none: all of them, side by side")
    .addOption(new Option("--format <format>", "how to show it").choices(formats).default("tree"))
    .option("--explain", "also show where each value comes from: config, profile, default, pinned version")
    .option("--render", "also show the objects that the charts make, rendered by helm, and what the rules find in them")
    .option("--charts <folder>", "for --render: the folder of charts, as `charts pull` fills it", "charts-local")
    .option("--watch", "plan again whenever a stack's file changes, until Ctrl-C")
    .option("--out <file>", "write to a file instead of standard output")
    .option("--no-color", "without colours; they are also left out where NO_COLOR is set and outside a terminal")
    .addHelpText("after", "\nExit status: 0 planned, 1 a finding of severity error, 2 bad config or usage.")
    .action(async (stacks: readonly string[], options: PlanOptions) => {
      await (options.watch ? watchPlan(stacks, options) : runPlan(stacks, options));
    });
}

/** Plans the stacks named, or all, shows them, and sets the exit status. */
async function runPlan(names: readonly string[], options: PlanOptions): Promise<readonly Planned[]> {
  const { findProject } = await import("../planner/stacks");
  const { planStacks } = await import("../planner/several");
  const project = findProject(process.cwd());
  const asked = names.length > 0 ? [...new Set(names)] : project.stacks;
  const { planned: plain, errors } = await planStacks(project, asked);
  const planned = options.render === true ? await rendered(plain, options.charts) : plain;
  const single = names.length > 0 && asked.length === 1;
  const asks = { format: options.format, explain: options.explain === true, single, overview: names.length === 0 };
  show(await render(planned, asks, style(options)), options.out);
  const failing = planned.some(({ plan }) => plan.findings.some(({ severity }) => severity === "error"));
  process.exitCode = failing ? exitStatus.findings : exitStatus.done;
  for (const error of errors) report(error);
  return planned;
}

async function rendered(planned: readonly Planned[], folder: string): Promise<readonly Planned[]> {
  const { withRendered } = await import("../charts/plan");
  return Promise.all(planned.map((one) => withRendered(one, folder)));
}

function style({ out, color }: PlanOptions): Style {
  return out === undefined ? styleFor(process.stdout, process.env, color) : styleOf(100, false);
}

function show(text: string, out: string | undefined): void {
  if (text === "") return;
  if (out === undefined) {
    process.stdout.write(text);
    return;
  }
  writeFileSync(out, text);
  process.stderr.write(`written to ${out}\n`);
}

/** Plans again whenever a stack's file changes, until the process is interrupted. A mistake in a file ends nothing. */
async function watchPlan(names: readonly string[], options: PlanOptions): Promise<void> {
  const { findProject, stackOf } = await import("../planner/stacks");
  const { folder } = findProject(process.cwd());
  const before = new Map<string, Plan>();
  await watchFolder(
    folder,
    (file) => stackOf(file) !== undefined,
    async () => {
      if (process.stdout.isTTY && options.out === undefined) process.stdout.write("\u001b[2J\u001b[3J\u001b[H");
      try {
        for (const { plan } of await runPlan(names, options)) note(before, plan, options);
      } catch (error) {
        report(error);
      }
      process.stderr.write(`watching ${path.relative(process.cwd(), folder)}/, Ctrl-C ends\n`);
    },
  );
  process.exitCode = exitStatus.done;
}

// To standard error, so that standard output has the plan only.
function note(before: Map<string, Plan>, plan: Plan, { color }: PlanOptions): void {
  const last = before.get(plan.stack);
  before.set(plan.stack, plan);
  if (last === undefined) return;
  const lines = changeLines(last, plan, styleFor(process.stderr, process.env, color));
  if (lines.length > 0) process.stderr.write(`${plan.stack}, since the last time:\n${lines.join("\n")}\n`);
}
