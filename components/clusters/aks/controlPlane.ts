import { ManagedCluster } from "@pulumi/azure-native/containerservice";
import type { Workspace } from "@pulumi/azure-native/operationalinsights";
import { addressAt, parseCidr } from "../../config/values/cidr";
import { physicalName } from "../../config/values/names";
import type { AksEncryption } from "./encryption";
import type { AksIdentities } from "./identities";
import type { AksNetwork } from "./network";
import { systemPoolArgs } from "./pools";
import { type AksScope, partOptions } from "./scope";

/** What the control plane is made with. */
export interface ControlPlaneParts {
  readonly network: AksNetwork;
  readonly identities: AksIdentities;
  readonly encryption: AksEncryption;
  readonly workspace: Workspace | undefined;
}

const tiers = { free: "Free", standard: "Standard", premium: "Premium" } as const;
const channels = { patch: "patch", nodeImage: "node-image", none: "none" } as const;
const nodeOsChannels = {
  nodeImage: "NodeImage",
  securityPatch: "SecurityPatch",
  unmanaged: "Unmanaged",
  none: "None",
} as const;

/** Makes the cluster, with its system pool. */
export function createControlPlane(scope: AksScope, parts: ControlPlaneParts): ManagedCluster {
  const { aks, names } = scope;
  return new ManagedCluster(
    `${scope.prefix}-control-plane`,
    {
      resourceGroupName: scope.resourceGroup.name,
      location: aks.region,
      resourceName: names.cluster,
      nodeResourceGroup: names.nodeResourceGroup,
      dnsPrefix: physicalName({ max: 54, separator: "-" }, names.cluster),
      kubernetesVersion: aks.version,
      sku: { name: "Base", tier: tiers[aks.tier] },
      supportPlan: aks.tier === "premium" ? "AKSLongTermSupport" : "KubernetesOfficial",
      enableRBAC: true,
      disableLocalAccounts: true,
      aadProfile: {
        managed: true,
        enableAzureRBAC: true,
        adminGroupObjectIDs: [...aks.access.admins],
        ...(aks.tenantId === undefined ? {} : { tenantID: aks.tenantId }),
      },
      ...identityArgs(parts.identities),
      apiServerAccessProfile: apiServerArgs(scope, parts.network),
      networkProfile: networkArgs(scope),
      agentPoolProfiles: [systemPoolArgs(scope, parts.network.nodeSubnetId)],
      autoScalerProfile: { balanceSimilarNodeGroups: "true", expander: "least-waste" },
      autoUpgradeProfile: {
        upgradeChannel: channels[aks.autoUpgrade.channel],
        nodeOSUpgradeChannel: nodeOsChannels[aks.autoUpgrade.nodeOs],
      },
      oidcIssuerProfile: { enabled: true },
      securityProfile: securityArgs(scope, parts),
      storageProfile: { diskCSIDriver: { enabled: true }, snapshotController: { enabled: true } },
      addonProfiles: addonArgs(scope, parts.workspace),
      ...(parts.encryption.diskEncryptionSet ? { diskEncryptionSetID: parts.encryption.diskEncryptionSet.id } : {}),
      tags: scope.tags,
    },
    partOptions(scope, {
      protect: true,
      dependsOn: [...parts.network.resources, ...parts.identities.roles, ...parts.encryption.roles],
      // The autoscaler counts the system pool's nodes.
      ignoreChanges: ["agentPoolProfiles[0].count"],
      // Creating takes minutes; with a private vault and API server, up to an hour has been seen.
      customTimeouts: { create: "90m", update: "90m", delete: "60m" },
    }),
  );
}

function identityArgs({ controlPlane, kubelet }: AksIdentities) {
  return {
    identity: { type: "UserAssigned" as const, userAssignedIdentities: [controlPlane.id] },
    identityProfile: {
      kubeletidentity: { resourceId: kubelet.id, clientId: kubelet.clientId, objectId: kubelet.principalId },
    },
  };
}

// Nodes and API server meet inside the network, whichever way people reach it from outside.
function apiServerArgs({ aks }: AksScope, network: AksNetwork) {
  const common = { enableVnetIntegration: true, subnetId: network.apiServerSubnetId, disableRunCommand: true };
  if (aks.endpoint.access === "private")
    return {
      ...common,
      enablePrivateCluster: true,
      enablePrivateClusterPublicFQDN: false,
      privateDNSZone: "system",
    };
  return { ...common, enablePrivateCluster: false, authorizedIPRanges: [...aks.endpoint.allowedCidrs] };
}

// Source: AKS documentation, "Configure Azure CNI powered by Cilium", overlay.
function networkArgs({ aks }: AksScope) {
  const services = parseCidr(aks.network.serviceCidr);
  if (services === undefined) throw new Error(`${aks.network.serviceCidr} is no network`);
  return {
    networkPlugin: "azure",
    networkPluginMode: "overlay",
    networkDataplane: "cilium",
    networkPolicy: "cilium",
    podCidr: aks.network.podCidr,
    serviceCidr: aks.network.serviceCidr,
    dnsServiceIP: addressAt(services, 10),
    loadBalancerSku: "standard",
    outboundType: "userAssignedNATGateway",
  };
}

function securityArgs({ aks }: AksScope, { encryption: { etcdKey, vault }, workspace }: ControlPlaneParts) {
  return {
    workloadIdentity: { enabled: true },
    imageCleaner: { enabled: true, intervalHours: aks.imageCleanerHours },
    ...(etcdKey && vault
      ? {
          azureKeyVaultKms: {
            enabled: true,
            keyId: etcdKey.keyUriWithVersion,
            keyVaultNetworkAccess: "Private",
            keyVaultResourceId: vault.id,
          },
        }
      : {}),
    ...(aks.monitoring.defender && workspace
      ? { defender: { logAnalyticsWorkspaceResourceId: workspace.id, securityMonitoring: { enabled: true } } }
      : {}),
  };
}

function addonArgs({ aks }: AksScope, workspace: Workspace | undefined) {
  return {
    azurepolicy: { enabled: aks.azurePolicy },
    azureKeyvaultSecretsProvider: aks.secretsProvider
      ? { enabled: true, config: { enableSecretRotation: "true", rotationPollInterval: "2m" } }
      : { enabled: false },
    omsagent:
      aks.monitoring.containerInsights && workspace
        ? { enabled: true, config: { logAnalyticsWorkspaceResourceID: workspace.id, useAADAuth: "true" } }
        : { enabled: false },
  };
}
