import type { PlannedResource } from "../planner/resource";
import type { Planned } from "../planner/several";
import { today } from "../planner/today";
import { evaluate } from "../policies/evaluate";
import type { Finding } from "../policies/rule";
import { containersIn, podOf, podTypes } from "../policies/workloads/pods";
import type { Helm } from "./helm";
import { chartOf, eachRelease, renderRelease } from "./render";

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
  const rendered = await eachRelease(plan, async (release) => {
    try {
      return { release, objects: await renderRelease(helm, folder, release, plan) };
    } catch (error) {
      return { release, objects: [], error: error instanceof Error ? error.message : String(error) };
    }
  });
  const all = rendered.flatMap(({ objects }) => objects);
  const { findings } = evaluate(config, [...plan.resources, ...all], today());
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
