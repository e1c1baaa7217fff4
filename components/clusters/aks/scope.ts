import { ResourceGroup } from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import type { AksConfig } from "../../config/clusters";
import type { Config } from "../../config/parse";
import { physicalName } from "../../config/values/names";

/** What every part of a cluster on AKS is made with: its config, its names, its parent, its resource group. */
export interface AksScope extends AksSite {
  /** The resource group of all that the stack makes, besides nodes, disks and snapshots. */
  readonly resourceGroup: ResourceGroup;
  /** The subscription's id, a GUID: the config's, or out of the resource group's id. */
  readonly subscriptionId: pulumi.Output<string>;
}

/** What is known of a stack before anything of it is made. */
interface AksSite {
  readonly config: Config;
  readonly aks: AksConfig;
  /** The component's logical name, which its children's names start with. */
  readonly prefix: string;
  /** The component that the parts belong to; it carries the explicit Azure provider. */
  readonly parent: pulumi.Resource;
  readonly names: AksNames;
  readonly tags: Readonly<Record<string, string>>;
}

/** The physical names of a cluster's parts. */
export interface AksNames {
  readonly cluster: string;
  readonly resourceGroup: string;
  readonly nodeResourceGroup: string;
  readonly snapshotResourceGroup: string;
}

/** The config of a stack on AKS. */
export function aksConfigOf(config: Config): AksConfig {
  if (config.cluster.cloud !== "aks") throw new Error(`a cluster on ${config.cluster.cloud} is not one on AKS`);
  return config.cluster;
}

/** Makes the resource group of a stack's cluster, and works out what the parts in it are made with. */
export function createScope(config: Config, prefix: string, parent: pulumi.Resource): AksScope {
  const aks = aksConfigOf(config);
  const cluster = aks.name ?? physicalName({ max: 63, separator: "-" }, config.stack);
  const names: AksNames = {
    cluster,
    resourceGroup: cluster,
    nodeResourceGroup: aks.nodeResourceGroup ?? physicalName({ max: 80, separator: "-" }, cluster, "nodes"),
    snapshotResourceGroup: physicalName({ max: 90, separator: "-" }, cluster, "snapshots"),
  };
  const tags = { ...config.tags, stack: config.stack, "managed-by": "kubernetes-architect" };
  const site: AksSite = { config, aks, prefix, parent, names, tags };
  const resourceGroup = createResourceGroup(site, "group", names.resourceGroup);
  return { ...site, resourceGroup, subscriptionId: subscriptionIdOf(site, resourceGroup.id) };
}

/** Makes a resource group, which takes all in it along when it is deleted and is protected for that reason. */
export function createResourceGroup(
  site: AksSite,
  part: string,
  resourceGroupName: string,
  dependsOn: readonly pulumi.Resource[] = [],
): ResourceGroup {
  return new ResourceGroup(
    `${site.prefix}-${part}`,
    { resourceGroupName, location: site.aks.region, tags: site.tags },
    partOptions(site, { protect: true, dependsOn: [...dependsOn] }),
  );
}

/**
 * The options of a part.
 * @param protect whether it holds what cannot be made again; it is then protected unless the config says otherwise
 */
export function partOptions(
  site: AksSite,
  { protect = false, ...options }: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions {
  return { parent: site.parent, ...options, ...(protect && site.aks.deletionProtection ? { protect: true } : {}) };
}

/**
 * The `/subscriptions/…` that a resource id starts with. In a plan an id may be a reference: the config's subscription
 * stands for it, or else the reference itself.
 */
export function subscriptionOf({ aks }: AksSite, resourceId: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.output(resourceId).apply((id) => {
    const written = /^\/subscriptions\/[^/]+/.exec(id)?.[0];
    if (written !== undefined) return written;
    if (aks.subscriptionId !== undefined) return `/subscriptions/${aks.subscriptionId}`;
    return /^\$\{[^}]+\}/.exec(id)?.[0] ?? id;
  });
}

/** The subscription's own id, a GUID, out of a resource id. */
export function subscriptionIdOf(site: AksSite, resourceId: pulumi.Input<string>): pulumi.Output<string> {
  return subscriptionOf(site, resourceId).apply((subscription) => subscription.replace("/subscriptions/", ""));
}
