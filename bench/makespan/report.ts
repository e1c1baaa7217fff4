import type { Assessment, Link } from "./assess";

/** How often the longest necessary chain `up` may take. */
export const heldTo = 1.05;

// What waits for less than this is not worth a line.
const leastWait = 2;

/** What was measured and worked out of a stack. */
export interface Makespan {
  readonly stack: string;
  readonly assessment: Assessment;
  /** Real seconds that `up` took. */
  readonly wall: number;
  /** Real seconds that a cloud's second took. */
  readonly scale: number;
  /** The most calls that were under way at once. */
  readonly atOnce: number;
}

/**
 * Real seconds that the engine and the program took themselves: all that is not the program's longest chain at this scale.
 * Against a real cloud they take the same, so no scale makes them more or less.
 */
function ownSeconds({ wall, scale, assessment }: Makespan): number {
  return Math.max(0, wall - scale * assessment.planned);
}

function seconds(value: number): string {
  return `${value.toFixed(0).padStart(6)} s`;
}

function line({ node, start, why, atEnd }: Link): string {
  const begins = `  ${seconds(start)} ${seconds(node.seconds)}  ${node.name}`;
  // The first one comes after nothing but its provider.
  return why === undefined || start === 0 ? begins : `${begins}: ${why}${atEnd ? " (when it is taken away)" : ""}`;
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

/** How often its longest necessary chain `up` takes, in a cloud whose seconds are real ones. */
export function ratioOf(makespan: Makespan): number {
  const { planned, necessary } = makespan.assessment;
  return (planned + ownSeconds(makespan)) / necessary;
}

/** All that is said of a stack. */
export function makespanLines(makespan: Makespan): readonly string[] {
  const { stack, assessment, wall, scale, atOnce } = makespan;
  const { necessary, planned } = assessment;
  const own = ownSeconds(makespan);
  return [
    `${stack}: up takes ${(planned + own).toFixed(0)} s, its longest necessary chain ${necessary.toFixed(0)} s: ${ratioOf(makespan).toFixed(3)} × (held to ${heldTo} ×)`,
    `  ${planned.toFixed(0)} s are the program's longest chain and ${own.toFixed(1)} s the engine's own; measured: ${wall.toFixed(1)} s with a cloud's second in ${scale} s, ${atOnce} calls at once`,
    ...chainLines(assessment),
    ...waitLines(assessment),
  ];
}
