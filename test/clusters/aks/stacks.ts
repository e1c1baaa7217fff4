import { createCluster } from "../../../components/clusters/aks";
import type { Cluster } from "../../../components/clusters/cluster";
import { Platform } from "../../../components/platform";
import type { Plan } from "../../../planner/plan";
import { record } from "../../../planner/recorder";
import { configOf } from "../../support/plan";

export const admins = ["0b1f6471-1bf0-4dda-aec3-cb9272f09590"];
export const subscriptionId = "11111111-2222-3333-4444-555555555555";

/** The `cluster` of a stack on AKS: the least that is asked, and what a test is about. */
export function aks(cluster: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { cloud: "aks", region: "westeurope", access: { admins }, ...cluster };
}

/** Plans a stack whose cluster is asked for something, as an add-on would. */
export async function planWith(
  cluster: Readonly<Record<string, unknown>>,
  use: (cluster: Cluster) => Readonly<Record<string, unknown>>,
): Promise<Pick<Plan, "resources" | "outputs">> {
  const config = configOf({ cluster: aks(cluster) });
  return record(config.project, config.stack, async () => {
    const platform = new Platform(config, createCluster);
    return { used: use(platform.cluster) };
  });
}
