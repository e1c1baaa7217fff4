import { reach } from "../../inputs";
import type { ModelContext, Properties, SimulatedResource } from "../../model";
import { certificate, guid, type Models, notOneOf, refusals, text } from "../fields";
import { refuseCluster } from "./clusterRules";
import { identityType } from "./identity";
import { subnetType } from "./network";
import { inResourceGroup, isBelow, locationOf, tenantId } from "./scope";

export const clusterType = "azure-native:containerservice:ManagedCluster";
const inCluster = { resourceName: { type: clusterType, output: "name", onDelete: "ignore" } } as const;

/** AKS. Sources: the azure-native provider's replacement.go; AKS's limits. */
export const containerserviceModels: Models = {
  [clusterType]: inResourceGroup(
    { path: "Microsoft.ContainerService/managedClusters", names: ["resourceName"] },
    {
      outputs: clusterOutputs,
      refs: {
        "agentPoolProfiles.*.vnetSubnetID": { type: subnetType },
        "apiServerAccessProfile.subnetId": { type: subnetType },
        "identity.userAssignedIdentities.*": { type: identityType, onDelete: "ignore" },
        "identityProfile.kubeletidentity.resourceId": { type: identityType, onDelete: "ignore" },
        "securityProfile.azureKeyVaultKms.keyId": {
          type: "azure-native:keyvault:Key",
          output: "keyUriWithVersion",
          onDelete: "ignore",
        },
        "addonProfiles.omsagent.config.logAnalyticsWorkspaceResourceID": {
          type: "azure-native:operationalinsights:Workspace",
          onDelete: "ignore",
          optional: true,
        },
        diskEncryptionSetID: { type: "azure-native:compute:DiskEncryptionSet" },
      },
      replaceOn: [
        "location",
        "dnsPrefix",
        "fqdnSubdomain",
        "diskEncryptionSetID",
        "linuxProfile",
        "windowsProfile",
        "nodeResourceGroup",
        ...[
          "serviceCidr",
          "serviceCidrs",
          "dnsServiceIP",
          "networkMode",
          "networkPlugin",
          "networkPluginMode",
          "podCidr",
          "networkDataplane",
          "networkPolicy",
          "outboundType",
        ].map((key) => `networkProfile.${key}`),
      ],
      fixed: [
        "apiServerAccessProfile.enablePrivateCluster",
        "apiServerAccessProfile.privateDNSZone",
        "agentPoolProfiles[0].vmSize",
      ],
      refuse: refuseCluster,
      // The nodes' resource group goes with the cluster, and with it what the cluster made there.
      takes: (cluster, other) => isBelow(cluster, other) || isBelow({ id: nodeGroupIdOf(cluster) }, other),
      homes: ({ outputs }) => [outputs.fqdn, outputs.privateFQDN].filter((address) => typeof address === "string"),
    },
  ),
  "azure-native:containerservice:AgentPool": inResourceGroup(
    { path: "Microsoft.ContainerService/managedClusters/agentPools", names: ["resourceName", "agentPoolName"] },
    {
      outputs: (inputs) => ({
        provisioningState: "Succeeded",
        currentOrchestratorVersion: patchOf(text(inputs, "orchestratorVersion")),
        nodeImageVersion: "AKSAzureLinux-V3gen2-202601.01.0",
        eTag: "c2ltdWxhdGVk",
      }),
      refs: { ...inCluster, vnetSubnetID: { type: subnetType } },
      replaceOn: ["vmSize", "gpuInstanceProfile"],
      // AKS answers PropertyChangeNotAllowed. Source: AKS, "Resize node pools" and the API's agent pool.
      fixed: [
        "osDiskSizeGB",
        "osDiskType",
        "osType",
        "maxPods",
        "vnetSubnetID",
        "availabilityZones",
        "scaleSetPriority",
        "type",
        "enableEncryptionAtHost",
        "enableFIPS",
      ],
      refuse: refusePool,
    },
  ),
  "azure-native:containerservice:MaintenanceConfiguration": inResourceGroup(
    {
      path: "Microsoft.ContainerService/managedClusters/maintenanceConfigurations",
      names: ["resourceName", "configName"],
    },
    {
      refs: inCluster,
      refuse: (inputs) => {
        const hours = reach(inputs, "maintenanceWindow.durationHours")[0];
        return [
          ...notOneOf(inputs, "configName", [
            "default",
            "aksManagedAutoUpgradeSchedule",
            "aksManagedNodeOSUpgradeSchedule",
          ]),
          ...refusals([
            [typeof hours === "number" && (hours < 4 || hours > 24), "durationHours must be between 4 and 24"],
          ]),
        ];
      },
    },
  ),
};

function nodeGroupIdOf({ id, outputs }: SimulatedResource): string {
  return `${id.split("/").slice(0, 3).join("/")}/resourceGroups/${String(outputs.nodeResourceGroup)}`;
}

function patchOf(version: string): string {
  return /^\d+\.\d+$/.test(version) ? `${version}.1` : version;
}

function clusterOutputs(inputs: Properties, id: string, context: ModelContext): Properties {
  const { serial } = context;
  const name = id.split("/").at(-1) ?? "";
  const region = locationOf(inputs, context).toLowerCase().replaceAll(" ", "");
  const host = `${text(inputs, "dnsPrefix") || name}-${guid(serial).slice(-8)}`;
  const isPrivate = reach(inputs, "apiServerAccessProfile.enablePrivateCluster")[0] === true;
  const hasPublicName =
    !isPrivate || reach(inputs, "apiServerAccessProfile.enablePrivateClusterPublicFQDN")[0] === true;
  const group = text(inputs, "resourceGroupName");
  return {
    currentKubernetesVersion: patchOf(text(inputs, "kubernetesVersion") || "1.35"),
    ...(hasPublicName ? { fqdn: `${host}.hcp.${region}.azmk8s.io` } : {}),
    ...(isPrivate ? { privateFQDN: `${host}.${guid(serial, 0xd5)}.privatelink.${region}.azmk8s.io` } : {}),
    azurePortalFQDN: `${host}.portal.hcp.${region}.azmk8s.io`,
    nodeResourceGroup: text(inputs, "nodeResourceGroup") || `MC_${group}_${name}_${region}`,
    oidcIssuerProfile: {
      ...(inputs.oidcIssuerProfile as Properties | undefined),
      issuerURL: `https://${region}.oic.prod-aks.azure.com/${tenantId}/${guid(serial, 0x01dc)}/`,
    },
    maxAgentPools: 100,
    powerState: { code: "Running" },
    provisioningState: "Succeeded",
    resourceUID: guid(serial, 0xaced),
  };
}

const linuxPool = /^[a-z][a-z0-9]{0,11}$/;

function refusePool(inputs: Properties): readonly string[] {
  const name = text(inputs, "agentPoolName");
  const spot = text(inputs, "scaleSetPriority") === "Spot";
  const { count, minCount, maxCount, enableAutoScaling } = inputs;
  return [
    ...refusals([
      [
        name !== "" && !linuxPool.test(name),
        `InvalidParameter: agent pool name '${name}' must match ${linuxPool.source}`,
      ],
      [spot && text(inputs, "mode") === "System", "A system node pool cannot be of spot instances"],
      [
        !spot && inputs.scaleSetEvictionPolicy !== undefined,
        "scaleSetEvictionPolicy can only be set for spot node pools",
      ],
      [spot && reach(inputs, "upgradeSettings.maxSurge").length > 0, "Spot pools can't set max surge."],
      [
        enableAutoScaling === true &&
          typeof minCount === "number" &&
          typeof maxCount === "number" &&
          minCount > maxCount,
        "minCount must not be greater than maxCount",
      ],
      [typeof count === "number" && (count < 0 || count > 1000), "count must be between 0 and 1000"],
      [text(inputs, "mode") === "System" && count === 0, "A system node pool has at least one node"],
    ]),
    ...notOneOf(inputs, "osDiskType", ["Managed", "Ephemeral"]),
    ...notOneOf(inputs, "mode", ["System", "User", "Gateway", "ManagedSystem", "Machines"]),
    ...notOneOf(inputs, "osSKU", [
      "Ubuntu",
      "Mariner",
      "AzureLinux",
      "AzureLinux3",
      "CBLMariner",
      "Windows2019",
      "Windows2022",
      "Ubuntu2204",
      "Ubuntu2404",
      "AzureLinuxOSGuard",
      "Flatcar",
    ]),
  ];
}

/** The kubeconfig that AKS gives to whoever may use a cluster. It holds the authority's certificate, and no token here. */
export function kubeconfigOf(cluster: Properties): string {
  const server = text(cluster, "privateFQDN") || text(cluster, "fqdn");
  const name = text(cluster, "name");
  const lines = [
    "apiVersion: v1",
    "kind: Config",
    "clusters:",
    `- name: ${name}`,
    "  cluster:",
    `    certificate-authority-data: ${certificate}`,
    `    server: https://${server}:443`,
    "contexts:",
    `- name: ${name}`,
    `  context: { cluster: ${name}, user: clusterUser_${name} }`,
    `current-context: ${name}`,
    "users:",
    `- name: clusterUser_${name}`,
    "  user: { exec: { apiVersion: client.authentication.k8s.io/v1beta1, command: kubelogin, args: [get-token] } }",
  ];
  return Buffer.from(`${lines.join("\n")}\n`).toString("base64");
}
