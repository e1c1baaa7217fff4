import type { Assessment, Link } from "./assess";

/** How often the longest necessary chain `up` may take. */
export const heldTo = 1.05;

// What waits for less than this is not worth a line.
const leastWait = 2;

/** What was measured and worked out of a stack. */
export interface Makespan {
  readonly stack: string;
  readonly assessment: Assessment;
  /** Seconds of the cloud's time that `up` took. */
  readonly measured: number;
  /** Real seconds of it in which no cloud had anything to do yet, or any more. */
  readonly around: number;
  /** The most calls that were under way at once. */
  readonly atOnce: number;
}

function seconds(value: number): string {
  return `${value.toFixed(0).padStart(6)} s`;
}

function line({ node, start, why, atEnd }: Link): string {
  const reason = why === undefined ? "" : `${why}${atEnd ? " (when it is taken away)" : ""}`;
  return `  ${seconds(start)} ${seconds(node.seconds)}  ${node.name}${reason === "" ? "" : `: ${reason}`}`;
}

/** The longest necessary chain, one line for each of its links. */
export function chainLines({ chain }: Assessment): readonly string[] {
  return ["     start    takes", ...chain.filter(({ node }) => node.seconds > 0).map(line)];
}

/** What waits without need, and for what. */
export function waitLines({ waits }: Assessment): readonly string[] {
  const long = waits.filter((wait) => wait.seconds >= leastWait);
  if (long.length === 0) return ["  nothing waits without need"];
  return long.map(({ node, on, seconds: by }) => `  ${node.name} waits ${by.toFixed(0)} s for ${on.name} without need`);
}

/** By how much `up` takes longer than its longest necessary chain. */
export function ratioOf({ measured, assessment }: Makespan): number {
  return measured / assessment.necessary;
}

/** All that is said of a stack. */
export function makespanLines(makespan: Makespan): readonly string[] {
  const { stack, assessment, measured, around, atOnce } = makespan;
  const { necessary, planned } = assessment;
  const ratio = (value: number) => `${(value / necessary).toFixed(3)} ×`;
  return [
    `${stack}: up takes ${measured.toFixed(0)} s, its longest necessary chain ${necessary.toFixed(0)} s: ${ratio(measured)} (held to ${heldTo} ×)`,
    `  what the program waits for would take ${planned.toFixed(0)} s (${ratio(planned)}); ${around.toFixed(1)} s are the engine's start and end; ${atOnce} calls at once`,
    ...chainLines(assessment),
    ...waitLines(assessment),
  ];
}
