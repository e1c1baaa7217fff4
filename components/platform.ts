import * as pulumi from "@pulumi/pulumi";
import { enabledAddons } from "./addons/enabled";
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
    const enabled = enabledAddons(config);
    const foundations = enabled.length === 0 ? [] : createPriorityClasses(this.cluster, this);
    const options = new Map(enabled.map((one) => [one.addon.name, one.options] as const));
    const ordered = inOrder(enabled.map(({ addon }) => addon));
    const all = new Map(
      ordered.map((addon) => {
        const installation = new AddonInstallation(addon, options.get(addon.name) ?? {}, config, this.cluster, this);
        return [addon.name, installation] as const;
      }),
    );
    for (const addon of ordered) {
      const first = prerequisites(addon, new Set(all.keys())).map((name) => all.get(name));
      all.get(addon.name)?.install({ foundations, addons: first.filter((it) => it !== undefined) });
    }
    return all;
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
