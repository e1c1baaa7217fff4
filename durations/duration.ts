/** How long something usually takes, in seconds. */
export interface Duration {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
}

/** A duration, and what it was taken from. */
export interface Timed extends Duration {
  readonly source: string;
}

/**
 * Durations by type token. A type of which some kinds take longer than others has a line for each such kind, after a
 * space: `aws:eks/addon:Addon coredns`.
 */
export type Durations = Readonly<Record<string, Timed>>;

/** One line of a table: seconds to create, to update and to delete. */
export function timed(create: number, update: number, remove: number, source: string): Timed {
  return { create, update, delete: remove, source };
}
