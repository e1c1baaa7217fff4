import * as pulumi from "@pulumi/pulumi";
import type { AksConfig } from "../../config/clusters";
import type { Config } from "../../config/parse";
import { physicalName } from "../../config/values/names";

/** What every part of a cluster on AKS is made with: its config, its names, its parent. */
export interface AksScope {
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
}

/** The config of a stack on AKS. */
export function aksConfigOf(config: Config): AksConfig {
  if (config.cluster.cloud !== "aks") throw new Error(`a cluster on ${config.cluster.cloud} is not one on AKS`);
  return config.cluster;
}

/** What the parts of a stack's cluster are made with. */
export function aksScope(config: Config, prefix: string, parent: pulumi.Resource): AksScope {
  const aks = aksConfigOf(config);
  const cluster = aks.name ?? physicalName({ max: 63, separator: "-" }, config.stack);
  return {
    config,
    aks,
    prefix,
    parent,
    names: {
      cluster,
      resourceGroup: physicalName({ max: 90, separator: "-" }, cluster),
      nodeResourceGroup: aks.nodeResourceGroup ?? physicalName({ max: 80, separator: "-" }, cluster, "nodes"),
    },
    tags: { ...config.tags, stack: config.stack, "managed-by": "kubernetes-architect" },
  };
}

/**
 * The options of a part.
 * @param protect whether it holds what cannot be made again; it is then protected unless the config says otherwise
 */
export function partOptions(
  scope: AksScope,
  { protect = false, ...options }: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions {
  return { parent: scope.parent, ...options, ...(protect && scope.aks.deletionProtection ? { protect: true } : {}) };
}

/**
 * The `/subscriptions/…` that a resource id starts with: the config's own, or out of the id. In a plan an id may be a
 * reference, which then stands for it.
 */
export function subscriptionOf({ aks }: AksScope, resourceId: pulumi.Input<string>): pulumi.Output<string> {
  // An id that is already known may be of something in another subscription.
  if (aks.subscriptionId !== undefined && typeof resourceId !== "string")
    return pulumi.output(`/subscriptions/${aks.subscriptionId}`);
  return pulumi.output(resourceId).apply((id) => /^(\/subscriptions\/[^/]+|\$\{[^}]+\})/.exec(id)?.[1] ?? id);
}

/** The subscription's own id, a GUID, out of a resource id. */
export function subscriptionIdOf(scope: AksScope, resourceId: pulumi.Input<string>): pulumi.Output<string> {
  return subscriptionOf(scope, resourceId).apply((subscription) => subscription.replace("/subscriptions/", ""));
}
