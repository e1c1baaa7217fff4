import * as pulumi from "@pulumi/pulumi";
import type { ClusterFacts, VeleroFacts } from "../cluster";
import type { AksScope } from "./scope";
import { className, diskDriver } from "./storage";

const internalLoadBalancer = "service.beta.kubernetes.io/azure-load-balancer-internal";

/** What add-ons need to know of a cluster on AKS. */
export function aksFacts(scope: AksScope): ClusterFacts {
  const { aks } = scope;
  return {
    kubernetesVersion: aks.version,
    zones: Math.max(1, aks.zones.length),
    storageClass: className,
    snapshotClass: { name: className, driver: diskDriver, present: true },
    loadBalancer: { internal: { [internalLoadBalancer]: "true" }, internet: {} },
    // Azure CNI by Cilium keeps its CNI configuration where Istio looks by default.
    istioCni: { platform: undefined, cniBinDir: undefined },
    velero: veleroFacts(scope),
    hiddenControlPlane: true,
    dns: "coredns",
    // Cilium does kube-proxy's work, and AKS runs none beside it.
    kubeProxy: false,
  };
}

// Source: backupstoragelocation.md and volumesnapshotlocation.md of velero-plugin-for-microsoft-azure.
function veleroFacts({ names, subscriptionId }: AksScope): VeleroFacts {
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
    snapshotLocation: { resourceGroup: names.snapshotResourceGroup, subscriptionId, incremental: "true" },
    // Where the disks are; the plugin looks for them nowhere else, and does not start without this.
    environment: {
      AZURE_SUBSCRIPTION_ID: subscriptionId,
      AZURE_RESOURCE_GROUP: names.nodeResourceGroup,
      AZURE_CLOUD_NAME: "AzurePublicCloud",
    },
  };
}
