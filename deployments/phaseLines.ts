import type { Paint, Style } from "../planner/render/style";
import { cut, dotted } from "../planner/render/text";
import type { PhaseProgress, PhaseState, Progress } from "./progress";
import { showAbout, showSeconds } from "./seconds";

const marks: Readonly<Record<PhaseState, (paint: Paint) => string>> = {
  waiting: (paint) => paint.dim("·"),
  running: (paint) => paint.cyan("›"),
  done: (paint) => paint.green("✓"),
  failed: (paint) => paint.red("✗"),
};

/** `45/126`, `12 unchanged`, `8 done`. */
function amount({ state, done, total, changed }: PhaseProgress): string {
  if (state !== "done") return `${done}/${total}`;
  return changed === 0 ? `${total} unchanged` : `${changed} done`;
}

/** `2m10s of about 10m`. */
export function timeOf(phase: Pick<PhaseProgress, "state" | "elapsed" | "expected">): string {
  const about = phase.expected === undefined ? undefined : `about ${showAbout(phase.expected)}`;
  if (phase.state === "waiting") return about ?? "";
  const elapsed = showSeconds(phase.elapsed);
  return phase.state === "done" || about === undefined ? elapsed : `${elapsed} of ${about}`;
}

const currentShown = 3;

/** What is under way, at most three names, without the phase's own in front of them. */
export function currentOf({ current, title }: PhaseProgress): string {
  const rest = current.length - currentShown;
  const names = current.map((name) => (name.startsWith(`${title}-`) ? name.slice(title.length + 1) : name));
  return [...names.slice(0, currentShown), ...(rest > 0 ? [`and ${rest} more`] : [])].join(", ");
}

/** The whole deployment as one block: a heading, and a line for each phase. No line is wider than the style's. */
export function blockLines(title: string, progress: Progress, { width, paint }: Style): readonly string[] {
  const { phases, elapsed, expected } = progress;
  const of = expected === 0 ? "" : ` of about ${showAbout(expected)}`;
  const widest = Math.max(0, ...phases.map((phase) => phase.title.length));
  return [
    cut(dotted(title, `${showSeconds(elapsed)}${of}`), width),
    ...phases.map((phase) => {
      const facts = `${phase.title.padEnd(widest)}  ${amount(phase).padStart(12)}  ${timeOf(phase)}`;
      const current = phase.state === "running" ? currentOf(phase) : "";
      const room = width - facts.length - 5;
      const shown = current === "" || room < 10 ? "" : paint.dim(`  ${cut(current, room)}`);
      return `${marks[phase.state](paint)} ${phase.state === "waiting" ? paint.dim(facts.trimEnd()) : facts.trimEnd()}${shown}`;
    }),
  ];
}
