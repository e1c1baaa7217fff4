import { type Duration, durationOf } from "../durations";

/** A resource with what it waits for. */
export interface Ordered {
  readonly urn: string;
  readonly type: string;
  readonly dependsOn: readonly string[];
  readonly inputs?: Readonly<Record<string, unknown>> | undefined;
}

/** When something is expected to begin and end, in seconds from the start of the deployment. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is done to a resource, as a column of the table of durations; undefined when nothing is. */
export type Work = keyof Duration | undefined;

/**
 * When each resource is expected to begin and end, if everything runs as soon as what it waits for is done.
 * @param work what is done to each
 */
export function schedule(resources: readonly Ordered[], work: (resource: Ordered) => Work): ReadonlyMap<string, Span> {
  const deleting = (resource: Ordered) => work(resource) === "delete";
  const before = new Map(resources.map(({ urn }) => [urn, [] as string[]]));
  for (const resource of resources)
    for (const other of resource.dependsOn) {
      // What is taken away waits for what used it.
      if (deleting(resource)) before.get(other)?.push(resource.urn);
      else before.get(resource.urn)?.push(other);
    }
  const spans = new Map<string, Span>();
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const visit = (urn: string, path: ReadonlySet<string>): Span => {
    const known = spans.get(urn);
    const resource = byUrn.get(urn);
    if (known !== undefined) return known;
    if (resource === undefined || path.has(urn)) return { start: 0, end: 0 };
    const within = new Set([...path, urn]);
    const start = Math.max(0, ...(before.get(urn) ?? []).map((other) => visit(other, within).end));
    const kind = work(resource);
    const span = { start, end: start + (kind === undefined ? 0 : durationOf(resource.type, resource.inputs)[kind]) };
    spans.set(urn, span);
    return span;
  };
  for (const { urn } of resources) visit(urn, new Set());
  return spans;
}

/** From the first begin to the last end, in seconds. */
export function lengthOf(spans: readonly Span[]): number {
  if (spans.length === 0) return 0;
  return Math.max(...spans.map(({ end }) => end)) - Math.min(...spans.map(({ start }) => start));
}
