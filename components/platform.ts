import * as pulumi from "@pulumi/pulumi";
import { catalog } from "./addons/catalog";
import { AddonInstallation } from "./addons/install";
import { inOrder, prerequisites } from "./addons/order";
import { type CreateCluster, loadCloud } from "./clusters";
import type { Cluster } from "./clusters/cluster";
import type { Config } from "./config/parse";
import { createPriorityClasses } from "./foundations/priorityClasses";

/** A whole platform: a cluster, then the add-ons on it. Only wiring. */
export class Platform extends pulumi.ComponentResource {
  readonly cluster: Cluster;
  readonly addons: ReadonlyMap<string, AddonInstallation>;

  constructor(config: Config, createCluster: CreateCluster) {
    super("kubernetes-architect:index:Platform", config.stack);
    this.cluster = createCluster(config, this);
    this.addons = this.#installAddons(config);
    this.registerOutputs({});
  }

  #installAddons(config: Config): ReadonlyMap<string, AddonInstallation> {
    const on = Object.keys(config.addons).filter((name) => config.addons[name] !== undefined);
    const foundations = on.length === 0 ? [] : createPriorityClasses(this.cluster, this);
    const installed = new Map<string, AddonInstallation>();
    for (const addon of inOrder(on.map((name) => catalog[name]).filter((addon) => addon !== undefined))) {
      const first = prerequisites(addon, new Set(on))
        .map((name) => installed.get(name))
        .filter((it) => it !== undefined);
      installed.set(
        addon.name,
        new AddonInstallation(addon, config, this.cluster, { foundations, addons: first }, this),
      );
    }
    return installed;
  }
}

/** Makes the platform of a config. Gives the stack's outputs: how to reach the cluster and its add-ons. */
export async function createPlatform(config: Config): Promise<Record<string, unknown>> {
  const platform = new Platform(config, await loadCloud(config.cluster.cloud));
  const { cluster, addons } = platform;
  const addonOutputs = [...addons].map(([name, { outputs }]) => [name, outputs] as const);
  const outputs = {
    cluster: cluster.name,
    kubeconfig: cluster.kubeconfig,
    endpoint: cluster.endpoint,
    version: cluster.version,
    oidcIssuer: cluster.oidcIssuer,
    accessCommand: cluster.accessCommand,
    owner: config.lifetime?.owner,
    expiresAt: config.lifetime?.expiresAt,
    addons: Object.fromEntries(addonOutputs.filter(([, outputs]) => Object.keys(outputs).length > 0)),
  };
  // Pulumi warns of every output without a value.
  return Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== undefined));
}
