import { availableParallelism } from "node:os";
import type { PlannedResource } from "../planner/resource";
import type { Planned } from "../planner/several";
import { evaluate } from "../policies/evaluate";
import type { Finding } from "../policies/rule";
import { containersIn, podOf, podTypes } from "../policies/workloads/pods";
import type { Helm } from "./helm";
import { chartOf, releasesOf, renderRelease } from "./render";

/** What came of one release. */
export interface VerifiedRelease {
  readonly release: string;
  readonly chart: string;
  readonly version: string;
  readonly objects: number;
  readonly containers: number;
  readonly findings: readonly Finding[];
  /** What helm or the folder of charts said, where it could not be rendered. */
  readonly error?: string;
}

/** What came of one stack. */
export interface VerifiedStack {
  readonly stack: string;
  readonly releases: readonly VerifiedRelease[];
}

/**
 * Renders every release of a stack with helm and runs the policy rules over what comes out.
 * @param folder the folder of charts
 */
export async function verifyStack(helm: Helm, folder: string, { config, plan }: Planned): Promise<VerifiedStack> {
  const releases = releasesOf(plan);
  const rendered = await inParallel(releases, async (release) => {
    try {
      return { release, objects: await renderRelease(helm, folder, release, plan) };
    } catch (error) {
      return { release, objects: [], error: error instanceof Error ? error.message : String(error) };
    }
  });
  const all = rendered.flatMap(({ objects }) => objects);
  const today = new Date().toISOString().slice(0, 10);
  const { findings } = evaluate(config, [...plan.resources, ...all], today);
  return {
    stack: config.stack,
    releases: rendered.map(({ release, objects, error }) => ({
      release: String(release.inputs.name),
      chart: chartOf(release).name,
      version: chartOf(release).version,
      objects: objects.length,
      containers: countContainers(objects),
      findings: findings.filter(({ urn }) => urn.startsWith(`${release.urn}//`)),
      ...(error === undefined ? {} : { error }),
    })),
  };
}

function countContainers(objects: readonly PlannedResource[]): number {
  return objects
    .filter(({ type }) => podTypes.includes(type))
    .reduce((sum, object) => sum + containersIn(podOf(object)).length, 0);
}

/** Works on several things at once, as many as there are processors. The results keep the things' order. */
export async function inParallel<T, R>(things: readonly T[], work: (thing: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = new Array(things.length);
  const waiting = things.map((thing, index) => ({ thing, index }));
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      results[next.index] = await work(next.thing);
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), things.length) }, worker));
  return results;
}
