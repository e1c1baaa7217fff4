import * as core from "@pulumi/kubernetes/core/v1";
import * as helm from "@pulumi/kubernetes/helm/v3";
import * as pulumi from "@pulumi/pulumi";
import { chartSource } from "../chartSource";
import type { Cluster } from "../clusters/cluster";
import { createObject } from "../clusters/objects";
import type { Config } from "../config/parse";
import { Secret } from "../config/secret";
import { type ChartName, type ChartPin, charts } from "../versions";
import type { Addon, AddonParts, NamespaceSpec, ObjectSpec, ReleaseSpec, Values } from "./addon";
import { addonContext } from "./context";
import { isInert } from "./inert";
import { mentions, mergeValues } from "./values";

const defaultTimeout = 600;

/** What a deletion waits for can be slow: load balancers, volumes, what Argo CD applied. The provider gives up at 10m. */
const deletion = "30m";

/** What comes before an add-on: the cluster's foundations, and the installations of other add-ons. */
export interface Before {
  readonly foundations: readonly pulumi.Resource[];
  readonly addons: readonly AddonInstallation[];
}

/** An add-on in a cluster: its namespaces, then its releases and objects, each after exactly what it waits for. */
export class AddonInstallation extends pulumi.ComponentResource {
  readonly outputs: Readonly<Record<string, pulumi.Input<string>>>;
  readonly #made = new Map<string, pulumi.Resource>();
  readonly #namespaces = new Map<string, pulumi.Resource>();
  readonly #granted: pulumi.Resource[] = [];

  readonly #parts: AddonParts;
  #before: Before = { foundations: [], addons: [] };

  /** Makes the add-on's definitions, which wait for nothing. */
  constructor(
    private readonly addon: Addon,
    private readonly options: Readonly<Record<string, unknown>>,
    private readonly config: Config,
    private readonly cluster: Cluster,
    parent: pulumi.Resource,
  ) {
    super("kubernetes-architect:addons:Addon", addon.name, {}, { parent, provider: cluster.provider });
    const context = addonContext(addon.name, config, cluster, this.#granted);
    this.#parts = addon.parts(context, options);
    this.#createInOrder(this.#definitions());
    this.outputs = this.#parts.outputs ?? {};
  }

  #definitions(): readonly ReleaseSpec[] {
    const { releases, namespaces } = this.#parts;
    const found = releases.filter(({ chart }) => isOneOf(chart, this.addon.definitions));
    const early = found.find(({ namespace }) => namespaces.some(({ name }) => name === namespace));
    if (early !== undefined) throw new Error(`${this.addon.name}: ${early.name} is made before ${early.namespace} is`);
    return found;
  }

  /** Makes the rest of the add-on, once all others have their definitions. */
  install(before: Before): void {
    const { namespaces, releases, objects = [] } = this.#parts;
    this.#before = before;
    for (const namespace of namespaces) this.#createNamespace(namespace);
    this.#createInOrder([...releases, ...objects].filter(({ name }) => !this.#made.has(name)));
    this.registerOutputs({});
  }

  /** What an add-on waits for that cannot be without this one: everything that was made. */
  get resources(): readonly pulumi.Resource[] {
    return [...this.#made.values()];
  }

  /** What an add-on waits for that only comes after this one. */
  get brought(): readonly pulumi.Resource[] {
    const { brings } = this.addon;
    return [...this.#made].filter(([name]) => brings?.includes(name) ?? true).map(([, resource]) => resource);
  }

  // What makes things in the cloud is uninstalled, its namespaces with it; all else goes with the control plane.
  #options(dependsOn: readonly pulumi.Resource[], needsNoCleaning = false): pulumi.CustomResourceOptions {
    const { controlPlane } = this.cluster;
    const dropped = controlPlane !== undefined && (needsNoCleaning || !this.addon.leavesThingsBehind);
    return {
      parent: this,
      dependsOn: [...dependsOn],
      customTimeouts: { delete: deletion },
      ...(dropped ? { deletedWith: controlPlane } : {}),
    };
  }

  // After the other add-ons too, so that it is gone before those whose finalizers may be on what is in it.
  #createNamespace(spec: NamespaceSpec): void {
    const labels = {
      "app.kubernetes.io/managed-by": "kubernetes-architect",
      "pod-security.kubernetes.io/enforce": spec.podSecurity,
      "pod-security.kubernetes.io/audit": spec.podSecurity,
      "pod-security.kubernetes.io/warn": spec.podSecurity,
      ...spec.labels,
    };
    const namespace = new core.Namespace(
      `${this.addon.name}-namespace-${spec.name}`,
      { metadata: { name: spec.name, labels } },
      {
        ...this.#options([...this.cluster.schedulable, ...this.#others()]),
        ...(spec.kept === true ? { retainOnDelete: true } : {}),
      },
    );
    this.#namespaces.set(spec.name, namespace);
  }

  // Parts name what they come after, so they can be made in one pass from the ones that wait for nothing.
  #createInOrder(parts: readonly (ReleaseSpec | ObjectSpec)[]): void {
    const waiting = new Map(parts.map((part) => [part.name, part]));
    while (waiting.size > 0) {
      const free = [...waiting.values()].filter((part) => (part.after ?? []).every((name) => !waiting.has(name)));
      if (free.length === 0)
        throw new Error(`parts of ${this.addon.name} wait for each other: ${[...waiting.keys()].join(", ")}`);
      for (const part of free) {
        waiting.delete(part.name);
        this.#made.set(part.name, "chart" in part ? this.#createRelease(part) : this.#createObject(part));
      }
    }
  }

  #others(): readonly pulumi.Resource[] {
    return this.#before.addons.flatMap((other) =>
      this.addon.requires.includes(other.addon.name) ? other.resources : other.brought,
    );
  }

  #dependencies(namespaces: readonly pulumi.Resource[], after: readonly string[]): readonly pulumi.Resource[] {
    const first = namespaces.length > 0 ? namespaces : this.cluster.schedulable;
    return [...first, ...this.#earlier(after), ...(after.length > 0 ? [] : this.#others())];
  }

  #earlier(after: readonly string[]): readonly pulumi.Resource[] {
    return after.map((name) => this.#made.get(name)).filter((it) => it !== undefined);
  }

  // A chart may put objects into any of the add-on's namespaces. Only who asks for volumes waits for what makes them.
  #beforeRelease({ after = [], namespace, withoutPods, values }: ReleaseSpec): readonly pulumi.Resource[] {
    const own = this.#namespaces.get(namespace);
    if (withoutPods) return [...(own === undefined ? [] : [own]), ...this.#earlier(after)];
    const storage = mentions(values, this.cluster.facts.storageClass) ? this.cluster.storage : [];
    const first = this.#dependencies([...this.#namespaces.values()], after);
    return [...first, ...storage, ...this.#granted, ...this.#before.foundations];
  }

  #createRelease(spec: ReleaseSpec): pulumi.Resource {
    const pin: ChartPin = typeof spec.chart === "string" ? charts[spec.chart] : spec.chart;
    const chosen = spec.chart === this.addon.charts[0] ? (this.#option("version") as string | undefined) : undefined;
    const version = spec.version ?? chosen ?? pin.version;
    return new helm.Release(
      `${this.addon.name}-${spec.name}`,
      {
        name: spec.name,
        namespace: spec.namespace,
        ...chartSource(pin, version, this.config.mirror.charts),
        version,
        values: this.#values(spec) as Record<string, unknown>,
        // A failed install is rolled back, so that the next run does not find the release's name in use.
        atomic: true,
        cleanupOnFail: true,
        timeout: spec.timeout ?? defaultTimeout,
        maxHistory: 5,
      },
      this.#options(this.#beforeRelease(spec), spec.withoutPods),
    );
  }

  #createObject(spec: ObjectSpec): pulumi.Resource {
    const own = this.#namespaces.get(spec.metadata.namespace ?? "");
    const after = spec.after ?? [];
    // What is in no namespace and starts nothing waits for neither nodes nor other add-ons.
    const isFree = spec.metadata.namespace === undefined && isInert(spec.kind);
    const before = isFree ? this.#earlier(after) : this.#dependencies(own === undefined ? [] : [own], after);
    const options = this.#options(before, isInert(spec.kind));
    return createObject(`${this.addon.name}-${spec.name}`, spec, options);
  }

  // A user's values are under the chart's name where the add-on has several charts.
  #values(spec: ReleaseSpec): pulumi.Input<Values> {
    const written = this.#option("values") as Readonly<Record<string, unknown>>;
    const { charts: several, definitions } = this.addon;
    const isOurs = isOneOf(spec.chart, definitions);
    const whole = several.length < 2 || typeof spec.chart !== "string";
    const own = isOurs ? {} : whole ? written : (written[String(spec.chart)] ?? {});
    const merged = mergeValues(spec.values, revealed(own) as Record<string, unknown>);
    const secret = this.config.secretKeys.has("addons") && Object.keys(own as object).length > 0;
    return secret ? pulumi.secret(merged) : merged;
  }

  #option(name: "values" | "version"): unknown {
    return this.options[name];
  }
}

function isOneOf(chart: ReleaseSpec["chart"], names: readonly ChartName[]): boolean {
  return names.some((name) => name === chart);
}

// A secret in a user's chart values stays one.
function revealed(value: unknown): unknown {
  if (value instanceof Secret) return pulumi.secret(value.reveal());
  if (Array.isArray(value)) return value.map(revealed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revealed(inner)]));
}
