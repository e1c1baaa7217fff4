import { reach } from "../../inputs";
import type { Properties } from "../../model";
import { guid, hex, type Models, notOneOf, refusals, text } from "../fields";
import { identityType } from "./identity";
import { subnetType } from "./network";
import { badName, inResourceGroup, locationOf } from "./scope";

const vaultType = "azure-native:keyvault:Vault";
const keyType = "azure-native:keyvault:Key";
const accountType = "azure-native:storage:StorageAccount";
const inAccount = { accountName: { type: accountType, output: "name", onDelete: "ignore" } } as const;

function vaultUriOf(name: string): string {
  return `https://${name}.vault.azure.net/`;
}

/** Keys and storage. Sources: the azure-native provider's replacement.go; Azure's naming rules; the services' limits. */
export const dataModels: Models = {
  [vaultType]: inResourceGroup(
    { path: "Microsoft.KeyVault/vaults", names: ["vaultName"] },
    {
      outputs: (inputs, id) => ({
        properties: {
          ...(inputs.properties as Properties),
          vaultUri: vaultUriOf(id.split("/").at(-1) ?? ""),
          provisioningState: "Succeeded",
        },
      }),
      // A deleted vault keeps its name until it is purged, which purge protection forbids.
      leaves: "name",
      replaceOn: ["location"],
      refuse: (inputs) => [
        ...badName(inputs, "vaultName", /^[a-zA-Z](?!.*--)[a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$/),
        ...refusals([
          [
            wrongDays(inputs, "properties.softDeleteRetentionInDays", 7, 90),
            "softDeleteRetentionInDays must be between 7 and 90",
          ],
        ]),
      ],
    },
  ),
  [keyType]: inResourceGroup(
    { path: "Microsoft.KeyVault/vaults/keys", names: ["vaultName", "keyName"] },
    {
      outputs: (inputs, id, { serial }) => {
        const uri = `${vaultUriOf(text(inputs, "vaultName"))}keys/${id.split("/").at(-1)}`;
        const { attributes, keyOps, kty, keySize, rotationPolicy } = (inputs.properties ?? {}) as Properties;
        return {
          attributes,
          keyOps,
          kty,
          keySize,
          rotationPolicy,
          keyUri: uri,
          keyUriWithVersion: `${uri}/${hex(serial, 32)}`,
        };
      },
      refs: { vaultName: { type: vaultType, output: "name", onDelete: "ignore" } },
      refuse: (inputs) => [
        ...badName(inputs, "keyName", /^[a-zA-Z0-9-]{1,127}$/),
        ...notOneOf(inputs, "properties.kty", ["EC", "EC-HSM", "RSA", "RSA-HSM"]),
        ...notOneOf(inputs, "properties.keyOps.*", [
          "encrypt",
          "decrypt",
          "sign",
          "verify",
          "wrapKey",
          "unwrapKey",
          "import",
          "release",
        ]),
        ...refusals([
          [
            reach(inputs, "properties.keySize").some((size) => ![2048, 3072, 4096].includes(Number(size))),
            "An RSA key has 2048, 3072 or 4096 bits",
          ],
        ]),
      ],
    },
  ),
  "azure-native:compute:DiskEncryptionSet": inResourceGroup(
    { path: "Microsoft.Compute/diskEncryptionSets", names: ["diskEncryptionSetName"] },
    {
      outputs: () => ({
        provisioningState: "Succeeded",
        previousKeys: [],
        lastKeyRotationTimestamp: "2026-01-01T00:00:00Z",
      }),
      refs: {
        "activeKey.sourceVault.id": { type: vaultType, onDelete: "ignore" },
        "activeKey.keyUrl": { type: keyType, output: "keyUriWithVersion", onDelete: "ignore" },
        "identity.userAssignedIdentities.*": { type: identityType, onDelete: "ignore" },
      },
      replaceOn: ["location"],
      fixed: ["encryptionType"],
      refuse: (inputs) => badName(inputs, "diskEncryptionSetName", /^[\w-]{1,80}$/),
    },
  ),
  [accountType]: inResourceGroup(
    { path: "Microsoft.Storage/storageAccounts", names: ["accountName"] },
    {
      outputs: (inputs, id, context) => {
        const name = id.split("/").at(-1) ?? "";
        const hosts = ["blob", "dfs", "file", "queue", "table"].map((kind) => [
          kind,
          `https://${name}.${kind}.core.windows.net/`,
        ]);
        return {
          primaryEndpoints: { ...Object.fromEntries(hosts), web: `https://${name}.z6.web.core.windows.net/` },
          primaryLocation: locationOf(inputs, context),
          provisioningState: "Succeeded",
          statusOfPrimary: "available",
          creationTime: "2026-01-01T00:00:00Z",
        };
      },
      refs: {
        "networkRuleSet.virtualNetworkRules.*.virtualNetworkResourceId": { type: subnetType, onDelete: "ignore" },
        "identity.userAssignedIdentities.*": { type: identityType, onDelete: "ignore" },
        "encryption.keyVaultProperties.keyName": { type: keyType, output: "name", onDelete: "ignore" },
      },
      replaceOn: ["location", "isHnsEnabled"],
      fixed: ["encryption.requireInfrastructureEncryption"],
      refuse: (inputs, { cloud, before }) => {
        const name = text(inputs, "accountName");
        return [
          ...refusals([
            [
              name !== "" && !/^[a-z0-9]{3,24}$/.test(name),
              `AccountNameInvalid: ${name} is not a valid storage account name. Storage account name must be between 3 and 24 characters in length and use numbers and lower-case letters only.`,
            ],
            [
              cloud.resources.some(
                (other) => other.type === accountType && other.outputs.name === name && other.id !== before?.id,
              ),
              `StorageAccountAlreadyTaken: The storage account named ${name} is already taken.`,
            ],
          ]),
          ...notOneOf(inputs, "minimumTlsVersion", ["TLS1_0", "TLS1_1", "TLS1_2", "TLS1_3"]),
          ...notOneOf(inputs, "kind", ["Storage", "StorageV2", "BlobStorage", "FileStorage", "BlockBlobStorage"]),
        ];
      },
    },
  ),
  "azure-native:storage:BlobContainer": inResourceGroup(
    {
      path: "Microsoft.Storage/storageAccounts/blobServices/containers",
      names: ["accountName", "'default'", "containerName"],
    },
    {
      outputs: (_inputs, _id, { serial }) => ({
        etag: `"0x${hex(serial, 15)}"`,
        leaseState: "Available",
        hasImmutabilityPolicy: false,
      }),
      refs: inAccount,
      refuse: (inputs) => badName(inputs, "containerName", /^[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]$/),
    },
  ),
  "azure-native:storage:BlobServiceProperties": inResourceGroup(
    { path: "Microsoft.Storage/storageAccounts/blobServices", names: ["accountName", "blobServicesName"] },
    {
      // Each account has these from the start; the provider sets them, and sets them back.
      upsert: true,
      takes: () => false,
      refs: inAccount,
      refuse: (inputs) =>
        refusals([
          [
            wrongDays(inputs, "deleteRetentionPolicy.days", 1, 365),
            "deleteRetentionPolicy.days must be between 1 and 365",
          ],
        ]),
    },
  ),
  "azure-native:storage:ManagementPolicy": inResourceGroup(
    { path: "Microsoft.Storage/storageAccounts/managementPolicies", names: ["accountName", "managementPolicyName"] },
    {
      refs: inAccount,
      outputs: () => ({ lastModifiedTime: "2026-01-01T00:00:00Z" }),
    },
  ),
  "azure-native:operationalinsights:Workspace": inResourceGroup(
    { path: "Microsoft.OperationalInsights/workspaces", names: ["workspaceName"] },
    {
      outputs: (_inputs, _id, { serial }) => ({
        customerId: guid(serial, 0x109),
        provisioningState: "Succeeded",
        createdDate: "2026-01-01T00:00:00Z",
      }),
      replaceOn: ["location"],
      refuse: (inputs) => badName(inputs, "workspaceName", /^[a-zA-Z0-9][a-zA-Z0-9-]{2,61}[a-zA-Z0-9]$/),
    },
  ),
};

function wrongDays(inputs: Properties, path: string, least: number, most: number): boolean {
  return reach(inputs, path).some((days) => typeof days === "number" && (days < least || days > most));
}
