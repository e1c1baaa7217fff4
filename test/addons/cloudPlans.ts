import type { Profile } from "../../components/config/clusters/common";
import type { Plan } from "../../planner/plan";
import type { PlannedResource } from "../../planner/resource";
import { all, only, planOf } from "../support/plan";

/** A small cluster on each cloud, as a stack's file holds it. */
export const clusters = {
  eks: { cloud: "eks", region: "eu-west-1" },
  aks: { cloud: "aks", region: "westeurope", access: { admins: ["11111111-2222-4333-8444-555555555555"] } },
  gke: { cloud: "gke", region: "europe-west1", project: "platform-123456" },
  existing: { cloud: "existing", version: "1.35", zones: 3 },
} as const;

export type CloudName = keyof typeof clusters;

export const everywhere = Object.keys(clusters) as readonly CloudName[];

const plans = new Map<string, Promise<Plan>>();

/** A plan of add-ons on a cloud; each is made once. */
export function planned(
  cloud: CloudName,
  addons: Readonly<Record<string, unknown>>,
  { profile = "production", ...rest }: { readonly profile?: Profile; readonly [key: string]: unknown } = {},
): Promise<Plan> {
  const values = { cluster: { ...clusters[cloud], profile }, addons, ...rest };
  const key = JSON.stringify(values);
  const plan = plans.get(key) ?? planOf(values);
  plans.set(key, plan);
  return plan;
}

/** What a chart's values look like to a test: any key may be missing. */
export interface Tree {
  readonly [key: string]: Tree;
}

/** The values of a release, by its name in the plan. */
export function valuesIn(plan: Plan, release: string): Tree {
  return only(plan, "kubernetes:helm.sh/v3:Release", release).inputs.values as Tree;
}

/** The objects of a kind, whatever its API group, by their names in the cluster. */
export function objectsIn(plan: Plan, kind: string): Readonly<Record<string, Tree>> {
  const found = plan.resources.filter(({ type }) => type.startsWith("kubernetes:") && type.endsWith(`:${kind}`));
  return Object.fromEntries(found.map(({ inputs }) => [String((inputs.metadata as Tree).name), inputs as Tree]));
}

/** The network policies of a namespace, by name. */
export function policiesIn(plan: Plan, namespace: string): Readonly<Record<string, PlannedResource>> {
  const found = all(plan, "kubernetes:networking.k8s.io/v1:NetworkPolicy").map(
    (resource) => [resource.inputs.metadata as Tree, resource] as const,
  );
  const own = found.filter(([metadata]) => String(metadata.namespace) === namespace);
  return Object.fromEntries(own.map(([metadata, resource]) => [String(metadata.name), resource]));
}

/** What add-ons bring of findings, of any severity: those of a plan with them that the one without them has not. */
export async function findingsOf(
  cloud: CloudName,
  profile: Profile,
  addons: Readonly<Record<string, unknown>>,
  without: Readonly<Record<string, unknown>>,
): Promise<readonly string[]> {
  const line = ({ rule, urn, message }: Plan["findings"][number]) => `${rule} ${urn.split("::").at(-1)}: ${message}`;
  const known = new Set((await planned(cloud, without, { profile })).findings.map(line));
  return (await planned(cloud, addons, { profile })).findings.map(line).filter((found) => !known.has(found));
}
