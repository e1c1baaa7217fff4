import type { Config } from "../components/config/parse";
import { createPlatform } from "../components/platform";
import { record } from "./recorder";
import type { PlannedResource } from "./resource";

/** What a stack's program would make, worked out offline. Its JSON form is documented in docs/plan-json.md. */
export interface Plan {
  readonly project: string;
  readonly stack: string;
  readonly cloud: string;
  readonly profile: string;
  readonly kubernetesVersion: string;
  readonly resources: readonly PlannedResource[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Plans one stack: runs the program on a recorder, with no provider, credentials or network. */
export async function planStack(config: Config): Promise<Plan> {
  const { resources, outputs } = await record(config.project, config.stack, () => createPlatform(config));
  return {
    project: config.project,
    stack: config.stack,
    cloud: config.cluster.cloud,
    profile: config.cluster.profile,
    kubernetesVersion: config.cluster.version,
    resources: [...resources].sort((a, b) => (a.urn < b.urn ? -1 : 1)),
    outputs,
  };
}
