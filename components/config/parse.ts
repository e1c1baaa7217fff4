import { z } from "zod";
import type { Compatibility } from "../compatibility";
import { plainSecrets } from "./checks/secrets";
import { cloudOf } from "./cloudOf";
import { type ClusterConfig, clusterProfiles, clusterSchemas } from "./clusters";
import { type Cloud, clouds, type Profile, profiles } from "./clusters/common";
import { ConfigError, type Path, type Problem, type Source } from "./errors";
import type { GitopsConfig } from "./gitops";
import { portsOf, withImplied, withoutOff } from "./implied";
import { type LifetimeConfig, lifetimeTags } from "./lifetime";
import type { Preset } from "./presets";
import { nearest, type OtherClouds } from "./problems";
import { parseRepaired } from "./repair";
import type { MirrorConfig, WaiverConfig } from "./schema";
import { type AddonOptionSchemas, configSchema } from "./schema";
import { keysAt, valueAt, without } from "./schemaWalk";
import { isPlainObject, sealed } from "./secret";
import { semanticProblems } from "./semantic";

/** What the config module needs to know of an add-on: its options, and what each profile changes of their defaults. */
export interface AddonConfigSpec {
  readonly options: z.ZodObject;
  readonly profiles: { readonly [name in Exclude<Profile, "production">]?: Readonly<Record<string, unknown>> };
  /** The charts that it installs, by the names that `values` takes where there are several. */
  readonly charts: readonly string[];
  /** The pinned version of the first of its charts, which the option `version` replaces. */
  readonly chartVersion: string;
  /** The Kubernetes versions that versions of that chart work with. */
  readonly compatibility: readonly Compatibility[];
  /** The kinds of cluster that it is for. */
  readonly clouds: readonly Cloud[];
  readonly requires: readonly string[];
  readonly conflicts: readonly string[];
  /** The ports of pods on which the API server calls it. */
  readonly webhookPorts: readonly number[];
  /** The same where the options say which. */
  readonly portsOf?: (options: Readonly<Record<string, unknown>>) => readonly number[];
  /** True where the cluster has something of its own that does the same. */
  readonly builtIn?: (cluster: ClusterConfig) => boolean;
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
  readonly presets: readonly Preset[];
  /** Add-ons that stay off whatever a preset or the cluster says: written as `false`. */
  readonly switchedOff: readonly string[];
  /** The add-ons that are on because of presets, each with the presets that it is of. */
  readonly ofPresets: ReadonlyMap<string, readonly Preset[]>;
  /** The options of each add-on that is on. */
  readonly addons: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
  /** The ports on which the API server calls pods of the add-ons that are on, in ascending order. */
  readonly webhookPorts: readonly number[];
  readonly gitops: GitopsConfig | undefined;
  /** Also those that say a lifetime. */
  readonly tags: Readonly<Record<string, string>>;
  readonly lifetime: LifetimeConfig | undefined;
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
  /** What is wrong with the file around the values. */
  readonly problems?: readonly Problem[];
}

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

/** Null stands for "nothing written", as in `argocd:` with no options after it. */
function emptied(values: unknown): unknown {
  if (!isPlainObject(values) || !isPlainObject(values.addons)) return values;
  const addons = Object.entries(values.addons).map(([name, options]) => [name, options ?? {}]);
  return { ...values, addons: Object.fromEntries(addons) };
}

function tagsOf({ tags, lifetime }: Config): Config["tags"] {
  return lifetime === undefined ? tags : { ...tags, ...lifetimeTags(lifetime) };
}

// Every object has a `__proto__`: written as a key, it would be dropped in one place and obeyed in another.
function* protoKeys(value: unknown, path: Path): Generator<Path> {
  const entries = Array.isArray(value) ? value.entries() : isPlainObject(value) ? Object.entries(value) : [];
  for (const [key, inner] of entries) {
    if (key === "__proto__") yield [...path, key];
    else yield* protoKeys(inner, [...path, key]);
  }
}

/**
 * Turns what was read into a config, or says everything that is wrong with it.
 * @throws ConfigError with every problem found, in the file's order
 */
export function parseConfig(raw: RawConfig, addons: AddonConfigSpecs): Config {
  const forbidden = [...protoKeys(raw.values, [])].map(
    (path): Problem => ({ path, found: "a reserved name", allowed: "any other key" }),
  );
  const plain = forbidden.reduce((values: unknown, { path }) => without(values, path), raw.values);
  const { on: written, switchedOff } = withoutOff(sealed(emptied(plain)) as Readonly<Record<string, unknown>>, addons);
  const { cloud: meant, problems: cloudProblems } = cloudOf(written);
  const cloud = meant ?? "existing";
  const values = cloudProblems.length === 0 ? written : { ...written, cluster: clusterOn(meant, written.cluster) };
  const profile = profileOf(values);
  const schema = configSchema(cloud, optionSchemas(addons, values));
  const profiled = profileLayer(cloud, profile, values.addons, addons);
  const repaired = parseRepaired(schema, {
    written: values,
    profiled,
    cloud,
    otherClouds: otherCloudsOf(cloud),
    source: raw.source,
  });
  const { project, stack, source, secretKeys = new Set<string>() } = raw;
  const problems = [...(raw.problems ?? []), ...forbidden, ...cloudProblems];
  const semantic: Problem[] = [];
  if (repaired.value !== undefined) {
    const rest = { project, stack, source, written: repaired.rest, profiled, secretKeys, switchedOff };
    const parsed = { gitops: undefined, lifetime: undefined, ...(repaired.value as object), ...rest } as Config;
    const on = withImplied(parsed, addons);
    const config = freeze({ ...parsed, ...on, tags: tagsOf(parsed), webhookPorts: portsOf(on.addons, addons) });
    semantic.push(
      ...(meant === undefined ? plainSecrets(config, raw) : semanticProblems(config, raw, addons, repaired.problems)),
    );
    if (problems.length + repaired.problems.length + semantic.length === 0) return config;
  }
  const inFile = [...repaired.problems, ...semantic].map((it) => ({ ...it, path: repaired.written(it.path) }));
  throw new ConfigError(source, [...problems, ...inFile]);
}

/** The profile, or the one that was probably meant; else production, whose defaults are the strictest. */
function profileOf(values: unknown): Profile {
  const found = valueAt(values, ["cluster", "profile"]);
  const meant = typeof found === "string" ? nearest(found, profiles) : undefined;
  return profiles.find((name) => name === found) ?? profiles.find((name) => name === meant) ?? "production";
}

/** The cluster's options with the cloud that was meant; only an empty one where nobody knows which. */
function clusterOn(cloud: Cloud | undefined, cluster: unknown): unknown {
  return cloud === undefined ? { cloud: "existing" } : { ...(cluster as object), cloud };
}

// Only what is written, or was probably meant, has to be known in full: the others are not loaded for it.
function optionSchemas(
  addons: AddonConfigSpecs,
  { addons: written }: { readonly addons?: unknown },
): AddonOptionSchemas {
  const names = Object.keys(addons);
  const needed = Object.keys(isPlainObject(written) ? written : {}).map((name) =>
    Object.hasOwn(addons, name) ? name : nearest(name, names),
  );
  const unseen = z.strictObject({});
  return Object.fromEntries(names.map((name) => [name, (needed.includes(name) && addons[name]?.options) || unseen]));
}
