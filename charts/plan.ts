import type { Planned } from "../planner/several";
import { today } from "../planner/today";
import { evaluate } from "../policies/evaluate";
import { chartFolder } from "./folder";
import { findHelm } from "./helm";
import { eachRelease, renderRelease, withoutSecrets } from "./render";

/**
 * A plan with the objects that its charts make, rendered by helm, and with what the rules find in them. What Secrets hold
 * is left out.
 * @param folder the folder of charts
 * @throws UsageError when a chart is not in the folder or helm is not there; Error with what helm says
 */
export async function withRendered({ config, plan }: Planned, folder: string): Promise<Planned> {
  const helm = findHelm();
  const charts = chartFolder(folder);
  const objects = await eachRelease(plan, (release) => renderRelease(helm, charts, release, plan));
  const all = objects.flat();
  const rendered = all.map(withoutSecrets).sort((a, b) => (a.urn < b.urn ? -1 : 1));
  return { config, plan: { ...plan, ...evaluate(config, [...plan.resources, ...all], today()), rendered } };
}
