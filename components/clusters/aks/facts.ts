import * as pulumi from "@pulumi/pulumi";
import type { ClusterFacts, VeleroFacts } from "../cluster";
import { type AksScope, subscriptionIdOf } from "./scope";
import { className, diskDriver } from "./storage";

const internalLoadBalancer = "service.beta.kubernetes.io/azure-load-balancer-internal";

/** What add-ons need to know of a cluster on AKS. */
export function aksFacts(scope: AksScope, resourceGroupId: pulumi.Output<string>): ClusterFacts {
  const { aks } = scope;
  return {
    kubernetesVersion: aks.version,
    zones: Math.max(1, aks.zones.length),
    storageClass: className,
    snapshotClass: { name: className, driver: diskDriver },
    loadBalancer: { internal: { [internalLoadBalancer]: "true" }, internet: {} },
    // Azure CNI by Cilium keeps its CNI configuration where Istio looks by default.
    istioCni: { platform: undefined, cniBinDir: undefined },
    velero: veleroFacts(scope, resourceGroupId),
    hiddenControlPlane: true,
  };
}

// Source: backupstoragelocation.md and volumesnapshotlocation.md of velero-plugin-for-microsoft-azure.
function veleroFacts(scope: AksScope, resourceGroupId: pulumi.Output<string>): VeleroFacts {
  const subscriptionId = subscriptionIdOf(scope, resourceGroupId);
  return {
    provider: "velero.io/azure",
    plugin: "velero-plugin-for-microsoft-azure",
    backupLocation: ({ azure }) => ({
      useAAD: "true",
      ...(azure
        ? {
            resourceGroup: azure.resourceGroup,
            storageAccount: azure.storageAccount,
            subscriptionId: azure.subscription,
            // Said outright, Velero needs no rights to look the account up.
            storageAccountURI: pulumi.interpolate`https://${azure.storageAccount}.blob.core.windows.net`,
          }
        : {}),
    }),
    snapshotLocation: { resourceGroup: scope.names.nodeResourceGroup, subscriptionId, incremental: "true" },
  };
}
