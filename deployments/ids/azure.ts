import type { Ids } from "./template";

const group = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}";
const network = `${group}/providers/Microsoft.Network`;
const vault = `${group}/providers/Microsoft.KeyVault/vaults/{vaultName}`;
const account = `${group}/providers/Microsoft.Storage/storageAccounts/{accountName}`;
const identity = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}`;
const cluster = `${group}/providers/Microsoft.ContainerService/managedClusters/{resourceName}`;

/**
 * Ids of Azure's resources: each is the path that the resource is made at. Source: the paths in the Azure REST API
 * reference of each service, whose parameters are these inputs.
 */
export const azureIds: Ids = {
  "azure-native:resources:ResourceGroup": group,
  "azure-native:managedidentity:UserAssignedIdentity": identity,
  "azure-native:managedidentity:FederatedIdentityCredential": `${identity}/federatedIdentityCredentials/{federatedIdentityCredentialResourceName}`,
  "azure-native:authorization:RoleDefinition":
    "{scope}/providers/Microsoft.Authorization/roleDefinitions/{roleDefinitionId}",
  "azure-native:authorization:RoleAssignment":
    "{scope}/providers/Microsoft.Authorization/roleAssignments/{roleAssignmentName}",
  "azure-native:authorization:ManagementLockByScope": "{scope}/providers/Microsoft.Authorization/locks/{lockName}",
  "azure-native:network:VirtualNetwork": `${network}/virtualNetworks/{virtualNetworkName}`,
  "azure-native:network:Subnet": `${network}/virtualNetworks/{virtualNetworkName}/subnets/{subnetName}`,
  "azure-native:network:PublicIPAddress": `${network}/publicIPAddresses/{publicIpAddressName}`,
  "azure-native:network:NatGateway": `${network}/natGateways/{natGatewayName}`,
  "azure-native:keyvault:Vault": vault,
  "azure-native:keyvault:Key": `${vault}/keys/{keyName}`,
  "azure-native:compute:DiskEncryptionSet": `${group}/providers/Microsoft.Compute/diskEncryptionSets/{diskEncryptionSetName}`,
  "azure-native:storage:StorageAccount": account,
  "azure-native:storage:BlobContainer": `${account}/blobServices/default/containers/{containerName}`,
  "azure-native:storage:BlobServiceProperties": `${account}/blobServices/{blobServicesName}`,
  "azure-native:storage:ManagementPolicy": `${account}/managementPolicies/{managementPolicyName}`,
  "azure-native:operationalinsights:Workspace": `${group}/providers/Microsoft.OperationalInsights/workspaces/{workspaceName}`,
  "azure-native:monitor:DataCollectionRule": `${group}/providers/Microsoft.Insights/dataCollectionRules/{dataCollectionRuleName}`,
  "azure-native:monitor:DataCollectionRuleAssociation":
    "{resourceUri}/providers/Microsoft.Insights/dataCollectionRuleAssociations/{associationName}",
  "azure-native:monitor:DiagnosticSetting": "{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}",
  "azure-native:containerservice:ManagedCluster": cluster,
  "azure-native:containerservice:AgentPool": `${cluster}/agentPools/{agentPoolName}`,
  "azure-native:containerservice:MaintenanceConfiguration": `${cluster}/maintenanceConfigurations/{configName}`,
};
