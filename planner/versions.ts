import semver from "semver";
import type { Addon } from "../components/addons/addon";
import { catalog } from "../components/addons/catalog";
import { compatibilityOf } from "../components/compatibility";
import { type Cloud, clouds } from "../components/config/clusters/common";
import type { Config } from "../components/config/parse";
import { kubernetesVersions, type SupportWindow } from "../components/versions";
import { inColumns } from "./render/table/columns";
import { loadNamed } from "./several";
import { today } from "./today";

/** One add-on at one version of its main chart, and what it works with. */
export interface AddonVersion {
  readonly addon: string;
  readonly chart: string;
  readonly version: string;
  /** The version that is pinned, where a stack has another. */
  readonly pinned?: string;
  /** Kubernetes versions as a semver range; undefined when nothing is known of the version. */
  readonly kubernetes?: string;
  readonly source?: string;
  /** Of the Kubernetes minors given: whether it works with each; null when nothing is known. */
  readonly works: Readonly<Record<string, boolean | null>>;
}

/** A stack's versions. */
export interface StackVersions {
  readonly stack: string;
  readonly cloud: Cloud;
  readonly kubernetes: string;
  /** What is to be said of the Kubernetes version: its support, the newest minor, what keeps from the next. */
  readonly notes: readonly string[];
  readonly addons: readonly AddonVersion[];
}

/** Every Kubernetes minor that some cloud offers, oldest first. */
export function minors(): readonly string[] {
  const all = new Set(clouds.flatMap((cloud) => Object.keys(kubernetesVersions[cloud])));
  return [...all].sort((a, b) => semver.compare(`${a}.0`, `${b}.0`));
}

function versionOf(addon: Addon, version: string, of: readonly string[]): AddonVersion {
  const known = compatibilityOf(addon.compatibility, version);
  const works = of.map((minor) => [
    minor,
    known === undefined ? null : semver.satisfies(`${minor}.0`, known.kubernetes),
  ]);
  return {
    addon: addon.name,
    chart: addon.charts[0] ?? "",
    version,
    ...(version === addon.chartVersion ? {} : { pinned: addon.chartVersion }),
    ...(known === undefined ? {} : { kubernetes: known.kubernetes, source: known.source }),
    works: Object.fromEntries(works),
  };
}

/** The whole catalogue at its pinned versions. */
export function catalogVersions(): readonly AddonVersion[] {
  return Object.values(catalog)
    .filter(({ charts }) => charts.length > 0)
    .map((addon) => versionOf(addon, addon.chartVersion, minors()));
}

/**
 * A stack's versions: of Kubernetes and of each add-on that is on.
 * @param today the day to judge support by, as `YYYY-MM-DD`
 */
export function stackVersions(config: Config, today: string): StackVersions {
  const { cloud, version } = config.cluster;
  const offered = Object.keys(kubernetesVersions[cloud]);
  const addons = Object.entries(config.addons).flatMap(([name, options]) => {
    const addon = catalog[name];
    if (addon === undefined || options === undefined || addon.charts.length === 0) return [];
    const chosen = typeof options.version === "string" ? options.version : addon.chartVersion;
    return [versionOf(addon, chosen, offered)];
  });
  return { stack: config.stack, cloud, kubernetes: version, notes: notesOf(cloud, version, addons, today), addons };
}

function notesOf(cloud: Cloud, version: string, addons: readonly AddonVersion[], today: string): readonly string[] {
  const windows: Readonly<Record<string, SupportWindow>> = kubernetesVersions[cloud];
  const window = windows[version];
  const offered = Object.keys(windows);
  const next = offered[offered.indexOf(version) + 1];
  const stopping = addons.filter(({ works }) => next !== undefined && works[next] === false).map(({ addon }) => addon);
  const behind = addons.filter(({ pinned, version: chosen }) => pinned !== undefined && older(chosen, pinned));
  return [
    ...(window === undefined ? [] : [supportNote(version, window, today)]),
    ...(next === undefined ? [] : [`the next Kubernetes is ${next}`]),
    ...(stopping.length === 0 ? [] : [`not ready for Kubernetes ${next}: ${stopping.join(", ")}`]),
    ...behind.map(({ addon, version: chosen, pinned }) => `${addon} is at ${chosen}, older than the pinned ${pinned}`),
  ];
}

function supportNote(version: string, { until, extendedUntil }: SupportWindow, today: string): string {
  if (today <= until) return `Kubernetes ${version} is supported until ${until}`;
  const extended =
    extendedUntil === undefined || today > extendedUntil ? "" : `, for a surcharge until ${extendedUntil}`;
  return `out of date: support of Kubernetes ${version} ended on ${until}${extended}`;
}

function older(version: string, pinned: string): boolean {
  const [a, b] = [semver.coerce(version), semver.coerce(pinned)];
  return a !== null && b !== null && semver.lt(a, b);
}

const marks = { true: "yes", false: "no", null: "?" } as const;

function table(addons: readonly AddonVersion[], of: readonly string[]): string {
  const rows = addons.map(({ addon, chart, version, works }) => {
    return [addon, chart, version, ...of.map((minor) => marks[`${works[minor] ?? null}`])];
  });
  return inColumns([["add-on", "chart", "version", ...of], ...rows]);
}

/**
 * The matrix of versions, as text or JSON.
 * @param names stacks; none: the whole catalogue over every Kubernetes minor that a cloud offers
 * @throws ConfigError when a stack's config is wrong
 */
export async function showVersions(names: readonly string[], json: boolean): Promise<string> {
  if (names.length === 0) {
    const all = catalogVersions();
    return json ? `${JSON.stringify(all, null, 2)}\n` : table(all, minors());
  }
  const day = today();
  const stacks = loadNamed(names).map((config) => stackVersions(config, day));
  if (json) return `${JSON.stringify(stacks, null, 2)}\n`;
  return stacks.map(text).join("\n");
}

function text({ stack, cloud, kubernetes, notes, addons }: StackVersions): string {
  const offered = Object.keys(kubernetesVersions[cloud]);
  const head = `${stack}: Kubernetes ${kubernetes} on ${cloud}`;
  return `${[head, ...notes.map((note) => `  ${note}`), table(addons, offered)].join("\n")}`;
}
