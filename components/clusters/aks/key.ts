import { Vault, Key as VaultKey } from "@pulumi/azure-native/keyvault";
import type { Workspace } from "@pulumi/azure-native/operationalinsights";
import type * as pulumi from "@pulumi/pulumi";
import type { Key } from "../key";
import { globalName } from "./identifiers";
import { createLock } from "./lock";
import { monitorVault } from "./monitoring";
import { type AksScope, partOptions } from "./scope";

/** What a key is made with. */
export interface KeyParts {
  readonly nodeSubnetId: pulumi.Output<string>;
  readonly tenantId: pulumi.Output<string>;
  /** Where uses of the key are logged. */
  readonly workspace: Workspace | undefined;
}

/**
 * Makes a key for a workload, in a Key Vault of its own: the cluster's is closed to all but Azure's services, and this one
 * answers the nodes' subnet.
 */
export function createKey(scope: AksScope, parts: KeyParts, purpose: string): Key {
  const { prefix, aks, names } = scope;
  const resourceGroupName = scope.resourceGroup.name;
  const vault = new Vault(
    `${prefix}-${purpose}-keys`,
    {
      resourceGroupName,
      location: aks.region,
      // A vault's name starts with a letter.
      vaultName: globalName(scope, "-", "kv", purpose, names.cluster),
      properties: {
        tenantId: aks.tenantId ?? parts.tenantId,
        sku: { family: "A", name: "standard" },
        enableRbacAuthorization: true,
        enableSoftDelete: true,
        softDeleteRetentionInDays: aks.encryption.softDeleteDays,
        enablePurgeProtection: true,
        publicNetworkAccess: "Enabled",
        networkAcls: {
          bypass: "AzureServices",
          defaultAction: "Deny",
          virtualNetworkRules: [{ id: parts.nodeSubnetId }],
        },
      },
      tags: scope.tags,
    },
    partOptions(scope, { protect: true }),
  );
  const key = new VaultKey(
    `${prefix}-${purpose}-key`,
    {
      resourceGroupName,
      vaultName: vault.name,
      keyName: purpose,
      properties: { kty: "RSA", keySize: 3072, keyOps: ["wrapKey", "unwrapKey"] },
      tags: scope.tags,
    },
    // It goes with its vault: by itself it could only be deleted through the vault's address, which is closed to us.
    partOptions(scope, { protect: true, retainOnDelete: true }),
  );
  const logs = parts.workspace === undefined ? [] : [monitorVault(scope, parts.workspace, vault, `${purpose}-keys`)];
  createLock(scope, `${prefix}-${purpose}-keys`, vault, [key, ...logs]);
  return {
    purpose,
    id: key.id,
    seal: {
      type: "azurekeyvault",
      settings: { tenant_id: aks.tenantId ?? parts.tenantId, vault_name: vault.name, key_name: key.name },
    },
    resources: [vault, key],
  };
}
