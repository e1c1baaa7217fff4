import * as pulumi from "@pulumi/pulumi";
import type { ClusterFacts, DnsProviderFacts, Grant, VeleroFacts } from "../cluster";
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
    // Microsoft Entra gives tokens out on port 443.
    credentialEndpoints: [],
    acmeDns: (zone, grant) => ({ azureDNS: azureZone(scope, zone, grant) }),
    ...secretManager(aks.secretsVault),
    // What `az aks command invoke` and AKS's own network policies and routing run in.
    systemNamespaces: ["aks-command", "app-routing-system", "calico-system", "tigera-operator"],
    // Azure CNI by Cilium keeps its CNI configuration where Istio looks by default.
    istioCni: { platform: undefined, cniBinDir: undefined },
    velero: veleroFacts(scope),
    dnsProvider: dnsProvider(scope),
    clusterApi: "azure",
    hiddenControlPlane: true,
    dns: "coredns",
    // Cilium does kube-proxy's work, and AKS runs none beside it.
    kubeProxy: false,
  };
}

// Source: External Secrets, "Azure Key Vault", workload identity. A vault's name is the last part of its resource id.
function secretManager(vaultId: string | undefined): Pick<ClusterFacts, "secretManager"> {
  if (vaultId === undefined) return {};
  const vaultUrl = `https://${vaultId.split("/").at(-1)}.vault.azure.net`;
  return { secretManager: { prefix: "", provider: { azurekv: { authType: "WorkloadIdentity", vaultUrl } } } };
}

// Source: cert-manager, "Azure DNS", workload identity. A zone is a resource id or a name, as for the right to edit it.
function azureZone({ aks, names, subscriptionId }: AksScope, zone: string, { annotations }: Grant) {
  const [, , subscription, , group] = zone.startsWith("/") ? zone.split("/") : [];
  return {
    subscriptionID: subscription ?? subscriptionId,
    resourceGroupName: group ?? aks.dnsResourceGroup ?? names.resourceGroup,
    hostedZoneName: zone.split("/").at(-1),
    environment: "AzurePublicCloud",
    managedIdentity: { clientID: annotations["azure.workload.identity/client-id"] },
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

// Keys: external-dns, docs/tutorials/azure.md. It looks in one resource group, that of the zones' resource ids or else
// the config's. Tenant and client come from the environment that workload identity gives its pod.
function dnsProvider({ aks, names, subscriptionId }: AksScope): DnsProviderFacts {
  return {
    name: { public: "azure", private: "azure-private-dns" },
    flags: () => ({}),
    environment: {},
    configFile: ([zone = ""]) => {
      const [, subscription, group] = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\//i.exec(zone) ?? [];
      return pulumi.jsonStringify({
        cloud: "AzurePublicCloud",
        subscriptionId: subscription ?? subscriptionId,
        resourceGroup: group ?? aks.dnsResourceGroup ?? names.resourceGroup,
        useWorkloadIdentityExtension: true,
      });
    },
  };
}
