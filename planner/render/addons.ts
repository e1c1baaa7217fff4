import { chartNameIn } from "../../components/chartSource";
import type { Config } from "../../components/config/parse";
import { originText } from "../implied";
import type { Plan } from "../plan";
import { addonOf, byUrn, isReal } from "./groups";
import { count } from "./text";

/** One Helm release as people speak of it. */
export interface ReleaseView {
  readonly name: string;
  /** The chart's name, without the address of its repository. */
  readonly chart: string;
  readonly version: string;
  readonly namespace: string;
  readonly replicas: string | undefined;
}

/** An add-on of a plan. */
export interface AddonView {
  readonly name: string;
  readonly resources: number;
  readonly releases: readonly ReleaseView[];
  /** Add-ons that some of its resources wait for. */
  readonly needs: readonly string[];
  /** Why it is on, where the user did not write it, such as `implied by the cluster`. */
  readonly origin: string | undefined;
}

const releaseType = "kubernetes:helm.sh/v3:Release";

/** The add-ons of a plan by name, with their releases and what they wait for. */
export function addonsOf({ plan, config }: { readonly plan: Plan; readonly config: Config }): readonly AddonView[] {
  const index = byUrn(plan);
  const owners = new Map(plan.resources.map((resource) => [resource.urn, addonOf(resource, index)]));
  const names = [...new Set(owners.values())].filter((name) => name !== undefined).sort();
  return names.map((name) => {
    const own = plan.resources.filter((resource) => isReal(resource) && owners.get(resource.urn) === name);
    const needed = own.flatMap(({ dependsOn }) => dependsOn.map((urn) => owners.get(urn)));
    return {
      name,
      resources: own.length,
      releases: own.filter(({ type }) => type === releaseType).map(({ inputs }) => releaseOf(inputs)),
      needs: [...new Set(needed)].filter((it) => it !== undefined && it !== name).sort() as readonly string[],
      origin: originText(config, name),
    };
  });
}

function releaseOf(inputs: Readonly<Record<string, unknown>>): ReleaseView {
  const text = (key: string) => (typeof inputs[key] === "string" ? inputs[key] : "");
  return {
    name: text("name"),
    chart: chartNameIn(inputs),
    version: text("version"),
    namespace: text("namespace"),
    replicas: replicasOf(inputs.values),
  };
}

function* replicaCounts(values: unknown): Generator<number> {
  if (typeof values !== "object" || values === null) return;
  for (const [key, value] of Object.entries(values)) {
    if (/^(replicas|replicaCount|minReplicas|autoscaleMin)$/.test(key) && typeof value === "number") yield value;
    else yield* replicaCounts(value);
  }
}

/** Every replica count in chart values, the least where an autoscaler decides, as a sentence's end: `2 replicas`, `1–3 replicas`. */
export function replicasOf(values: unknown): string | undefined {
  const counts = [...replicaCounts(values)];
  if (counts.length === 0) return undefined;
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? count(most, "replica") : `${least}–${most} replicas`;
}

/** The versions of an add-on's charts, each once. */
export function versionsOf({ releases }: AddonView): string {
  return [...new Set(releases.map(({ version }) => version))].join(", ");
}
