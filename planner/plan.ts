import type { Config } from "../components/config/parse";
import { createPlatform } from "../components/platform";
import { evaluate } from "../policies/evaluate";
import type { Finding, WaivedFinding } from "../policies/rule";
import { withoutCredentials } from "./environment";
import { record } from "./recorder";
import type { PlannedResource } from "./resource";
import { today } from "./today";

export type { Finding, WaivedFinding };

/** What a platform costs a month. */
export interface Cost {
  /** Null when it was not estimated. */
  readonly monthly: number | null;
  /** A currency by its ISO 4217 code. */
  readonly currency: string;
  readonly items: readonly unknown[];
}

/** What a stack's program would make, worked out offline. Its JSON form is documented in docs/plan-json.md. */
export interface Plan {
  readonly project: string;
  readonly stack: string;
  readonly cloud: string;
  readonly profile: string;
  readonly kubernetesVersion: string;
  readonly resources: readonly PlannedResource[];
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly findings: readonly Finding[];
  readonly waived: readonly WaivedFinding[];
  readonly cost: Cost;
  /** With the charts at hand: the objects that the releases make, each below its release. */
  readonly rendered?: readonly PlannedResource[];
}

/**
 * Plans one stack: runs the program on a recorder, with no provider, credentials or network.
 * @param day the day to judge support windows by, as `YYYY-MM-DD`
 */
export async function planStack(config: Config, day = today()): Promise<Plan> {
  const { resources, outputs } = await withoutCredentials(() =>
    record(config.project, config.stack, () => createPlatform(config)),
  );
  return {
    project: config.project,
    stack: config.stack,
    cloud: config.cluster.cloud,
    profile: config.cluster.profile,
    kubernetesVersion: config.cluster.version,
    resources: [...resources].sort((a, b) => (a.urn < b.urn ? -1 : 1)),
    outputs,
    ...evaluate(config, resources, day),
    cost: { monthly: null, currency: "USD", items: [] },
  };
}
