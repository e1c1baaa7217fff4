import { type Durations, timed } from "./duration";

// "Logs" are the lines `Creation complete after …` of Terraform in public repositories: the least and the most found.

/** Azure. What is not here is one request to Azure Resource Manager that is polled once. */
export const azureDurations: Durations = {
  "azure-native:resources:ResourceGroup": timed(3, 2, 60, "logs of azurerm_resource_group: 2 to 25 s; its end: 21 s"),
  "azure-native:network:VirtualNetwork": timed(6, 6, 12, "Azure Resource Manager: polled each few seconds"),
  "azure-native:network:Subnet": timed(5, 5, 12, "3 logs of azurerm_subnet: 2 to 8 s"),
  "azure-native:network:NatGateway": timed(12, 12, 12, "Azure Resource Manager: polled each few seconds"),
  "azure-native:network:PublicIPAddress": timed(4, 4, 12, "Azure Resource Manager: polled each few seconds"),
  "azure-native:authorization:RoleAssignment": timed(6, 6, 4, "one request; others see it up to minutes later"),
  "azure-native:keyvault:Vault": timed(
    60,
    20,
    12,
    "2 logs of azurerm_key_vault: 127 and 162 s, of which that provider waits a part for the vault's own address",
  ),
  "azure-native:keyvault:Key": timed(5, 5, 0, "one request; a key goes with its vault"),
  "azure-native:compute:DiskEncryptionSet": timed(12, 12, 12, "Azure Resource Manager: polled each few seconds"),
  "azure-native:storage:StorageAccount": timed(28, 8, 6, "7 logs of azurerm_storage_account: 18 to 63 s"),
  "azure-native:operationalinsights:Workspace": timed(45, 8, 20, "Azure Resource Manager; no measurement was found"),
  "azure-native:containerservice:ManagedCluster": timed(
    360,
    240,
    300,
    "8 logs of azurerm_kubernetes_cluster: 219 to 923 s, with a system pool; of its end: 492 s",
  ),
  "azure-native:containerservice:AgentPool": timed(
    200,
    600,
    180,
    "logs of azurerm_kubernetes_cluster_node_pool: 160 to 250 s; an update drains node by node (AKS, Upgrade options)",
  ),
};
