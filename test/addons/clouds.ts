import type { Finding } from "../../policies/rule";
import { planOf } from "../support/plan";

type Options = Readonly<Record<string, unknown>>;

/** The least that a cluster of each kind is told. */
export const clusters = {
  eks: { cloud: "eks", region: "eu-west-1", autoscaler: "none", accountId: "481516234200" },
  aks: { cloud: "aks", region: "westeurope", access: { admins: ["0b1f6471-1bf0-4dda-aec3-cb9272f09590"] } },
  gke: { cloud: "gke", project: "acme-platform", region: "europe-west1" },
  existing: { cloud: "existing", version: "1.35" },
} as const;

export type Cloud = keyof typeof clusters;

/**
 * The config of a stack with one add-on.
 * @param rest other sections; `cluster` and `addons` in it are laid over
 */
export function stackOf(cloud: Cloud, addon: string, options: Options = {}, rest: Options = {}) {
  return {
    ...rest,
    cluster: { ...clusters[cloud], ...(rest.cluster as Options | undefined) },
    addons: { [addon]: options, ...(rest.addons as Options | undefined) },
  };
}

/** What is found wrong, of any severity, with what an add-on makes: with Prometheus on, in a profile. */
export async function findingsOf(
  cloud: Cloud,
  addon: string,
  profile: string,
  options: Options = {},
  addons: Options = {},
): Promise<readonly Finding[]> {
  const rest = { cluster: { profile }, addons: { prometheus: {}, ...addons } };
  const { findings } = await planOf(stackOf(cloud, addon, options, rest), "one");
  return findings.filter(({ urn }) => urn.includes(addon));
}
