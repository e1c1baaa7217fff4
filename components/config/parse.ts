import type { z } from "zod";
import { checks } from "./checks";
import { addonProblems } from "./checks/addons";
import { type ClusterConfig, clusterProfiles, clusterSchemas } from "./clusters";
import { type Cloud, clouds, type Profile, profiles } from "./clusters/common";
import { ConfigError, type Path, type Problem, type Source } from "./errors";
import type { GitopsConfig } from "./gitops";
import { nearest, type OtherClouds, oneOf, problemAt, problemsOf } from "./problems";
import type { MirrorConfig, WaiverConfig } from "./schema";
import { type AddonOptionSchemas, configSchema } from "./schema";
import { keysAt, layOver, valueAt, without } from "./schemaWalk";
import { isPlainObject, sealed } from "./secret";

/** What the config module needs to know of an add-on: its options, and what each profile changes of their defaults. */
export interface AddonConfigSpec {
  readonly options: z.ZodObject;
  readonly profiles: { readonly [name in Exclude<Profile, "production">]?: Readonly<Record<string, unknown>> };
  /** The charts that it installs, by the names that `values` takes where there are several. */
  readonly charts: readonly string[];
  /** The Kubernetes versions that its charts work with, as a semver range. */
  readonly kubernetes: string;
  readonly requires: readonly string[];
  readonly conflicts: readonly string[];
  /** Options with which the cluster's config switches the add-on on by itself, such as EKS's autoscaler. */
  readonly implied?: (cluster: ClusterConfig) => Readonly<Record<string, unknown>> | undefined;
  /** What the schema cannot say: paths are relative to the add-on. */
  readonly check?: (options: Readonly<Record<string, unknown>>, config: Config) => readonly Problem[];
}

/** Every add-on by name. */
export type AddonConfigSpecs = Readonly<Record<string, AddonConfigSpec>>;

/** One stack's config: complete, checked, immutable. */
export interface Config {
  readonly project: string;
  readonly stack: string;
  readonly source: Source;
  readonly cluster: ClusterConfig;
  /** The options of each add-on that is on. */
  readonly addons: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
  readonly gitops: GitopsConfig | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly mirror: MirrorConfig;
  readonly policies: { readonly waivers: readonly WaiverConfig[] };
  /** Config keys that hold a secret somewhere: chart values under them are secrets as a whole. */
  readonly secretKeys: ReadonlySet<string>;
  /** What the user wrote and what the profile said, to explain each value by. */
  readonly written: Readonly<Record<string, unknown>>;
  readonly profiled: Readonly<Record<string, unknown>>;
}

/** A stack's config as it was read, before anything is known of it. */
export interface RawConfig {
  readonly project: string;
  readonly stack: string;
  readonly source: Source;
  /** The values of the namespace's keys: `cluster`, `addons` and so on. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Keys that the engine says hold a secret; undefined when read from the file, where `secure:` says it by itself. */
  readonly secretKeys: ReadonlySet<string> | undefined;
}

const maxRepairs = 5;

function freeze<T>(value: T): T {
  if (Array.isArray(value) || isPlainObject(value)) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}

function profileLayer(
  cloud: Cloud,
  profile: Profile,
  written: unknown,
  addons: AddonConfigSpecs,
): Record<string, unknown> {
  if (profile === "production") return {};
  const on = Object.keys(isPlainObject(written) ? written : {}).filter((name) => Object.hasOwn(addons, name));
  const layers = on.map((name) => [name, addons[name]?.profiles[profile] ?? {}] as const);
  return { cluster: clusterProfiles[cloud][profile], addons: Object.fromEntries(layers) };
}

function otherCloudsOf(cloud: Cloud): OtherClouds {
  return (path, key) => {
    if (path[0] !== "cluster") return [];
    const rest = path.slice(1);
    return clouds.filter((other) => other !== cloud && keysAt(clusterSchemas[other], rest)?.includes(key));
  };
}

function cloudOf(values: unknown): Cloud | Problem {
  const found = valueAt(values, ["cluster", "cloud"]);
  const cloud = clouds.find((name) => name === found);
  if (cloud !== undefined) return cloud;
  const near = typeof found === "string" ? nearest(found, clouds) : undefined;
  return {
    ...problemAt(values, ["cluster", "cloud"], oneOf(clouds)),
    ...(near === undefined ? {} : { nearest: near }),
  };
}

function isUnder(path: Path, problem: Problem): boolean {
  return (
    problem.path.every((part, index) => part === path[index]) ||
    path.every((part, index) => part === problem.path[index])
  );
}

/** Parses what was read; with the parts that are wrong taken out, so that the checks can still look at the rest. */
function parseRepaired(
  schema: z.ZodType,
  root: unknown,
  otherClouds: OtherClouds,
): { value: unknown; problems: Problem[] } {
  const problems: Problem[] = [];
  let current = root;
  for (let round = 0; round < maxRepairs; round += 1) {
    const result = schema.safeParse(current);
    if (result.success) return { value: result.data, problems };
    const found = result.error.issues.flatMap((issue) => problemsOf(issue, schema, current, otherClouds));
    problems.push(...found.filter((it) => !problems.some((known) => isUnder(it.path, known))));
    current = found.reduce((value, it) => (it.path.length === 0 ? value : without(value, it.path)), current);
  }
  return { value: undefined, problems };
}

/** Null stands for "nothing written", as in `argocd:` with no options after it. */
function emptied(addons: unknown): unknown {
  if (!isPlainObject(addons)) return addons;
  return Object.fromEntries(Object.entries(addons).map(([name, options]) => [name, options ?? {}]));
}

/** Adds the add-ons that the cluster's config implies and the user did not write. */
function withImplied(config: Config, addons: AddonConfigSpecs): Config["addons"] {
  const { profile } = config.cluster;
  const implied = Object.entries(addons).flatMap(([name, { options, implied, profiles }]) => {
    const found = config.addons[name] === undefined ? implied?.(config.cluster) : undefined;
    if (found === undefined) return [];
    const relaxed = profile === "production" ? {} : (profiles[profile] ?? {});
    return [[name, { values: {}, ...options.parse(layOver(options, relaxed, found)) }] as const];
  });
  return { ...config.addons, ...Object.fromEntries(implied) };
}

function ownProblems(config: Config, addons: AddonConfigSpecs): Problem[] {
  return Object.entries(config.addons).flatMap(([name, options]) => {
    const found = options === undefined ? [] : (addons[name]?.check?.(options, config) ?? []);
    return found.map((problem) => ({ ...problem, path: ["addons", name, ...problem.path] }));
  });
}

/**
 * Turns what was read into a config, or says everything that is wrong with it.
 * @throws ConfigError with every problem found, in the file's order of keys
 */
export function parseConfig(raw: RawConfig, addons: AddonConfigSpecs): Config {
  const written = sealed({ ...raw.values, ...("addons" in raw.values ? { addons: emptied(raw.values.addons) } : {}) });
  if (!isPlainObject(written))
    throw new ConfigError(raw.source, [{ path: [], found: "no map", allowed: "a map of options" }]);
  const cloud = cloudOf(written);
  if (typeof cloud !== "string") throw new ConfigError(raw.source, [cloud]);
  const profile = profiles.find((name) => name === valueAt(written, ["cluster", "profile"])) ?? "production";
  const schema = configSchema(cloud, optionSchemas(addons));
  const profiled = profileLayer(cloud, profile, written.addons, addons);
  const root = layOver(schema, profiled, written);
  const { value, problems } = parseRepaired(schema, root, otherCloudsOf(cloud));
  const rest = {
    project: raw.project,
    stack: raw.stack,
    source: raw.source,
    written,
    profiled,
    secretKeys: raw.secretKeys ?? new Set<string>(),
  };
  if (value !== undefined) {
    const parsed = { gitops: undefined, ...(value as object), ...rest } as Config;
    const config = freeze({ ...parsed, addons: withImplied(parsed, addons) });
    const semantic = [
      ...checks.flatMap((check) => check(config, raw)),
      ...addonProblems(config, addons),
      ...ownProblems(config, addons),
    ];
    problems.push(...semantic.filter((it) => !problems.some((known) => isUnder(it.path, known))));
    if (problems.length === 0) return config;
  }
  throw new ConfigError(raw.source, problems);
}

function optionSchemas(addons: AddonConfigSpecs): AddonOptionSchemas {
  return Object.fromEntries(Object.entries(addons).map(([name, { options }]) => [name, options]));
}
