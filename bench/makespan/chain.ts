/** Something that takes time, and what must have ended before it can begin. */
export interface Task {
  readonly id: string;
  readonly seconds: number;
  readonly after: readonly string[];
}

/** When something begins and ends, in seconds. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * When each task begins and ends if each begins as soon as all that it comes after has ended.
 * @throws Error when tasks come after each other in a circle, or after one that is not there
 */
export function earliest(tasks: readonly Task[]): ReadonlyMap<string, Span> {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const spans = new Map<string, Span>();
  const open = new Set<string>();
  const visit = (id: string): Span => {
    const known = spans.get(id);
    if (known !== undefined) return known;
    const task = byId.get(id);
    if (task === undefined) throw new Error(`there is no ${id}`);
    if (open.has(id)) throw new Error(`${id} comes after itself`);
    open.add(id);
    const start = Math.max(0, ...task.after.map((before) => visit(before).end));
    open.delete(id);
    const span = { start, end: start + task.seconds };
    spans.set(id, span);
    return span;
  };
  for (const { id } of tasks) visit(id);
  return spans;
}

/** The longest chain: each task of it begins when the one before it ends, and the last one ends last of all. */
export function longestChain(tasks: readonly Task[]): readonly Task[] {
  const spans = earliest(tasks);
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const endOf = (id: string) => spans.get(id)?.end ?? 0;
  const last = (ids: readonly string[]) => ids.toSorted((a, b) => endOf(b) - endOf(a) || (a < b ? -1 : 1))[0];
  const chain: Task[] = [];
  for (let id = last(tasks.map((task) => task.id)); id !== undefined; ) {
    const task = byId.get(id);
    if (task === undefined) break;
    chain.unshift(task);
    id = last(task.after);
  }
  return chain;
}

/** How long a chain takes. */
export function lengthOf(chain: readonly Task[]): number {
  return chain.reduce((sum, { seconds }) => sum + seconds, 0);
}

/** The ids that a task comes after, at however many removes. */
export function allBefore(tasks: readonly Task[]): ReadonlyMap<string, ReadonlySet<string>> {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const known = new Map<string, ReadonlySet<string>>();
  const visit = (id: string): ReadonlySet<string> => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const direct = byId.get(id)?.after ?? [];
    const all = new Set(direct.flatMap((before) => [before, ...visit(before)]));
    known.set(id, all);
    return all;
  };
  for (const { id } of tasks) visit(id);
  return known;
}
