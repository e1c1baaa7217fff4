import type { Style } from "../planner/render/style";
import { count, cut } from "../planner/render/text";
import { plain, type Result, type Step, tally } from "./events";
import { lengthOf, schedule } from "./expectation";
import type { Operation } from "./operation";
import type { Foreseen } from "./progress";
import type { Outcome } from "./run";
import { showAbout, showSeconds } from "./seconds";

const would: Readonly<Record<Result, string>> = {
  created: "to create",
  updated: "to update",
  replaced: "to replace",
  deleted: "to delete",
  unchanged: "unchanged",
};

const order = ["created", "updated", "replaced", "deleted", "unchanged"] as const;

/** `34 created, 2 updated, 90 unchanged`. */
export function countsLine(counts: Readonly<Record<Result, number>>, operation: Operation): string {
  const shown = order.filter((result) => counts[result] > 0);
  if (shown.length === 0) return "nothing to do";
  return shown.map((result) => `${counts[result]} ${operation === "preview" ? would[result] : result}`).join(", ");
}

/** How many resources changed in any way. */
export function changes({ unchanged: _unchanged, ...changed }: Readonly<Record<Result, number>>): number {
  return Object.values(changed).reduce((sum, count) => sum + count, 0);
}

const listed = 30;

function changeLine({ result, name, type, differences }: Step, { paint, width }: Style): string {
  const signs = {
    created: paint.green("+"),
    updated: paint.yellow("~"),
    replaced: paint.magenta("±"),
    deleted: paint.red("-"),
    unchanged: " ",
  };
  const changed =
    differences.length > 0 && result !== "created" && result !== "deleted" ? `: ${differences.join(", ")}` : "";
  return `  ${signs[result ?? "unchanged"]} ${cut(`${name} (${type})${changed}`, width - 4)}`;
}

/** What changes, or changed, in place or worse: one line each. What is only created is counted, and not listed. */
export function changeLines({ progress }: Outcome, style: Style): readonly string[] {
  const rank = (step: Step) => order.indexOf(step.result ?? "unchanged");
  const steps = progress.results
    .filter(({ result }) => result === "updated" || result === "replaced" || result === "deleted")
    .sort((a, b) => rank(b) - rank(a) || (a.urn < b.urn ? -1 : 1));
  const rest = steps.length - listed;
  return [
    ...steps.slice(0, listed).map((step) => changeLine(step, style)),
    ...(rest > 0 ? [`  and ${count(rest, "more change")}`] : []),
  ];
}

// Outputs that say how to get in or where something is. Everything else is for other programs.
const shownOutputs = /^(accessCommand|url|address|endpoint|host|gateway)$/i;

function outputLines(name: string, value: unknown): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[name, plain(value)]];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === "string" && shownOutputs.test(key) && inner !== "[secret]"
      ? outputLines(`${name} ${key}`, inner)
      : [],
  );
}

/**
 * How to reach what was made: the access command, and each add-on's address.
 * @param outputs the stack's outputs as the CLI shows them, with secrets left out
 */
export function accessLines(outputs: Readonly<Record<string, unknown>>): readonly string[] {
  const { accessCommand, addons } = outputs;
  const lines = [
    ...(typeof accessCommand === "string" && accessCommand !== "[secret]" ? outputLines("access", accessCommand) : []),
    ...(addons !== null && typeof addons === "object"
      ? Object.entries(addons).flatMap(([name, value]) =>
          outputLines(name, typeof value === "string" ? undefined : value),
        )
      : []),
  ];
  const widest = Math.max(0, ...lines.map(([name]) => name.length));
  return lines.map(([name, value]) => `  ${name.padEnd(widest)}  ${value}`);
}

const done: Readonly<Record<Operation, string>> = {
  preview: "previewed",
  up: "up",
  refresh: "refreshed",
  destroy: "destroyed",
};

/** What an update would do in each phase that changes, and how long that usually takes. */
export function phaseTable({ progress }: Outcome, resources: readonly Foreseen[]): readonly string[] {
  const said = new Map(progress.results.map((step) => [step.urn, step]));
  const work = new Map(resources.map((resource) => [resource.urn, resource.work]));
  const spans = schedule(resources, ({ urn }) => work.get(urn));
  const rows = progress.phases.flatMap((phase) => {
    const steps = [...said.values()].filter(({ urn }) => progress.phaseOf(urn)?.id === phase.id);
    if (steps.every(({ result }) => result === "unchanged")) return [];
    const own = [...spans].filter(([urn, { start, end }]) => end > start && progress.phaseOf(urn)?.id === phase.id);
    const seconds = lengthOf(own.map(([, span]) => span));
    const about = seconds === 0 ? "" : `about ${showAbout(seconds)}`;
    return [[phase.title, countsLine(tally(steps), "preview"), about] as const];
  });
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd());
}

/** The end of a run that did what it was asked: counts, time, changes and how to get in. */
export function summaryOf(
  outcome: Outcome,
  outputs: Readonly<Record<string, unknown>>,
  style: Style,
  foreseen: readonly Foreseen[] = [],
): string {
  const { operation, stack, seconds, progress } = outcome;
  const changes = changeLines(outcome, style);
  const access = operation === "up" ? accessLines(outputs) : [];
  return [
    `${style.paint.bold(stack)} ${done[operation]} in ${showSeconds(seconds)}: ${countsLine(progress.counts, operation)}`,
    ...(operation === "preview" ? phaseTable(outcome, foreseen) : []),
    ...(operation === "destroy" ? [] : changes),
    ...access,
    "",
  ].join("\n");
}
