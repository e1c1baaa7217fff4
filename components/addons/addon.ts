import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import type { Bucket } from "../clusters/bucket";
import type { ClusterFacts, Grant } from "../clusters/cluster";
import type { Key } from "../clusters/key";
import type { KubernetesObject, Values } from "../clusters/objects";
import type { Permission } from "../clusters/permissions";
import { compatibility } from "../compatibility";
import type { ClusterConfig } from "../config/clusters";
import { type Cloud, clouds, type Profile } from "../config/clusters/common";
import type { Problem } from "../config/errors";
import type { AddonConfigSpec, Config } from "../config/parse";
import { type ChartName, type ChartPin, charts } from "../versions";

export type { Values };

/** The levels of the Pod Security Standards. */
export type PodSecurity = "privileged" | "baseline" | "restricted";

/** A namespace that an add-on lives in. */
export interface NamespaceSpec {
  readonly name: string;
  /** The strictest level that the chart's pods pass. */
  readonly podSecurity: PodSecurity;
  readonly labels?: Readonly<Record<string, string>>;
  /** True when it stays in the cluster, with what is in it, after the add-on has gone. */
  readonly kept?: boolean;
}

/** One Helm release of an add-on. Its name is the release's name in the cluster. */
export interface ReleaseSpec {
  readonly name: string;
  /** One of ours by its name in versions.ts, or one of the user's. */
  readonly chart: ChartName | ChartPin;
  readonly namespace: string;
  readonly values: Values;
  /** Instead of the option `version` and the pin, where an add-on runs a chart in two versions. */
  readonly version?: string;
  /** Names of releases or objects of the same add-on that must be there first. */
  readonly after?: readonly string[];
  /** Seconds until a release that is not ready counts as failed. Default 600. */
  readonly timeout?: number;
  /** True for a chart of definitions only: it starts no pods, and so waits for no nodes and no other add-on. */
  readonly withoutPods?: true;
}

/** One Kubernetes object of an add-on. */
export interface ObjectSpec extends KubernetesObject {
  /** The name in the plan, unique in the add-on. */
  readonly name: string;
  /** Names of releases or objects of the same add-on that must be there first. */
  readonly after?: readonly string[];
}

/** What an add-on makes of its options: data only, so that tests can read it. */
export interface AddonParts {
  readonly namespaces: readonly NamespaceSpec[];
  readonly releases: readonly ReleaseSpec[];
  readonly objects?: readonly ObjectSpec[];
  /** What the add-on tells a user, as stack outputs: an address, a command. */
  readonly outputs?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** What an add-on may look at. */
export interface AddonContext {
  readonly config: Config;
  readonly stack: string;
  readonly cloud: Cloud;
  readonly profile: Profile;
  readonly clusterName: string;
  readonly region: string;
  readonly facts: ClusterFacts;
  /** True when the other add-on is on. */
  on(addon: string): boolean;
  /** The other add-on's options, or undefined when it is off. */
  optionsOf(addon: string): Readonly<Record<string, unknown>> | undefined;
  /** Grants a service account rights in the cloud. */
  grant(
    subject: { readonly namespace: string; readonly serviceAccount: string },
    permissions: readonly Permission[],
  ): Grant;
  /** The add-on's object store, made on first use. */
  bucket(purpose: string, options: { readonly noncurrentDays: number }): Bucket;
  /** A key of the add-on's own in the cloud's key service, made on first use. */
  key(purpose: string): Key;
  /** The priority class of pods that workloads cannot do without, and of all others of the platform. */
  readonly priorityClass: { readonly critical: string; readonly standard: string };
  /** An image from the mirror, if there is one: `quay.io/argoproj/argocd` becomes `mirror/argoproj/argocd`. */
  image(name: string): string;
}

/** An add-on as its file writes it. */
export interface AddonDefinition<S extends z.ZodObject> {
  readonly name: string;
  /** One line for a person. */
  readonly summary: string;
  readonly options: S;
  /** What a profile changes of the options' defaults, which are production's. */
  readonly profiles?: { readonly [name in Exclude<Profile, "production">]?: Partial<z.input<S>> };
  /** The kinds of cluster that it is for; unset, all. */
  readonly clouds?: readonly Cloud[];
  /** The charts that it installs; the first is the one whose version the option `version` replaces. */
  readonly charts: readonly [ChartName, ...ChartName[]];
  /** Charts that it installs besides, which users give no values: they hold definitions only. */
  readonly definitions?: readonly ChartName[];
  /** Add-ons that must be on. */
  readonly requires?: readonly string[];
  /** Add-ons that come first, if they are on. */
  readonly after?: readonly string[];
  /**
   * The names of the parts that those wait for that only come after it, such as definitions of what they put into the
   * cluster. Unset, all parts.
   */
  readonly brings?: readonly string[];
  /** Add-ons that cannot be on at the same time. */
  readonly conflicts?: readonly string[];
  /**
   * True when it makes things outside the cluster (load balancers, disks, DNS records): it is then uninstalled before
   * the cluster goes, and not merely dropped with it.
   */
  readonly leavesThingsBehind?: boolean;
  /** The ports of pods on which the API server calls its webhooks and extension APIs; private clusters open them. */
  readonly webhookPorts?: readonly number[];
  /** Options with which the cluster's config switches the add-on on by itself. */
  implied?(cluster: ClusterConfig): z.input<S> | undefined;
  /** True where the cluster has something of its own that does the same, so that a preset leaves the add-on out. */
  builtIn?(cluster: ClusterConfig): boolean;
  /** What the schema cannot say; paths are relative to the add-on's options. */
  check?(options: z.output<S>, config: Config): readonly Problem[];
  parts(context: AddonContext, options: z.output<S>): AddonParts;
}

/** An add-on as the rest of the program sees it: its options' type is known to its own file only. */
export interface Addon extends AddonConfigSpec {
  readonly name: string;
  readonly summary: string;
  /** None for charts of the user's own. */
  readonly charts: readonly ChartName[];
  readonly definitions: readonly ChartName[];
  readonly after: readonly string[];
  readonly brings: readonly string[] | undefined;
  readonly leavesThingsBehind: boolean;
  parts(context: AddonContext, options: Readonly<Record<string, unknown>>): AddonParts;
}

/** Makes an add-on of its definition. The options that reach it have been parsed by its own schema. */
export function defineAddon<S extends z.ZodObject>(definition: AddonDefinition<S>): Addon {
  const { check, implied } = definition;
  const typed = (options: Readonly<Record<string, unknown>>) => options as z.output<S>;
  return {
    name: definition.name,
    summary: definition.summary,
    options: definition.options,
    profiles: (definition.profiles ?? {}) as AddonConfigSpec["profiles"],
    chartVersion: charts[definition.charts[0]].version,
    compatibility: compatibility[definition.name] ?? [],
    clouds: definition.clouds ?? clouds,
    charts: definition.charts,
    definitions: definition.definitions ?? [],
    requires: definition.requires ?? [],
    after: definition.after ?? [],
    brings: definition.brings,
    conflicts: definition.conflicts ?? [],
    leavesThingsBehind: definition.leavesThingsBehind ?? false,
    webhookPorts: definition.webhookPorts ?? [],
    builtIn: (cluster) => definition.builtIn?.(cluster) ?? false,
    implied: (cluster) => implied?.(cluster),
    check: (options, config) => check?.(typed(options), config) ?? [],
    parts: (context, options) => definition.parts(context, typed(options)),
  };
}
