import { BlobContainer, BlobServiceProperties, ManagementPolicy, StorageAccount } from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../config/values/names";
import type { Bucket, BucketOptions } from "../bucket";
import type { ObjectEncryption } from "./encryption";
import { globalName } from "./identifiers";
import { createLock } from "./lock";
import { type AksScope, partOptions } from "./scope";

const skus = { geoZone: "Standard_GZRS", zone: "Standard_ZRS", local: "Standard_LRS" } as const;

// The fewest and the most days that a deleted object or container can be brought back. Source: Azure documentation,
// "Soft delete for blobs"; a week is our own least.
const softDelete = { least: 7, most: 365 };

// An hour, as days.hours:minutes:seconds. A signed address that is to hold longer is logged.
const longestSignature = "00.01:00:00";

/** What an object store is made with. */
export interface BucketParts {
  readonly nodeSubnetId: pulumi.Output<string>;
  readonly encryption: ObjectEncryption | undefined;
  readonly controlPlane: pulumi.Resource;
}

/** Makes a storage account with one container, reached from the nodes' subnet only and without account keys. */
export function createBucket(scope: AksScope, parts: BucketParts, purpose: string, options: BucketOptions): Bucket {
  const prefix = `${scope.prefix}-${purpose}`;
  const account = createAccount(scope, parts, `${prefix}-store`, purpose);
  // A version's age counts from when it was written, so that lifecycle may delete it as soon as it is overwritten; what
  // keeps it for the days asked for is soft deletion.
  const days = Math.min(Math.max(options.noncurrentDays, softDelete.least), softDelete.most);
  const within = { resourceGroupName: scope.resourceGroup.name, accountName: account.name };
  const service = new BlobServiceProperties(
    `${prefix}-versions`,
    {
      ...within,
      blobServicesName: "default",
      isVersioningEnabled: true,
      deleteRetentionPolicy: { enabled: true, days },
      containerDeleteRetentionPolicy: { enabled: true, days },
    },
    partOptions(scope),
  );
  const container = new BlobContainer(
    `${prefix}-container`,
    {
      ...within,
      containerName: physicalName({ max: 63, separator: "-" }, scope.names.cluster, purpose),
      publicAccess: "None",
    },
    partOptions(scope, { protect: true, dependsOn: [service] }),
  );
  const lifecycle = new ManagementPolicy(
    `${prefix}-lifecycle`,
    { ...within, managementPolicyName: "default", policy: { rules: [oldVersionsGo(options.noncurrentDays)] } },
    partOptions(scope, { dependsOn: [service] }),
  );
  createLock(scope, `${prefix}-store`, account, [service, container, lifecycle]);
  return {
    purpose,
    kind: "azblob",
    name: container.name,
    resourceId: account.id,
    region: scope.aks.region,
    keyId: parts.encryption?.key.id,
    azure: {
      storageAccount: account.name,
      resourceGroup: scope.resourceGroup.name,
      subscription: scope.subscriptionId,
    },
    resources: [account, service, container, lifecycle],
  };
}

function createAccount(scope: AksScope, parts: BucketParts, name: string, purpose: string): StorageAccount {
  const { aks } = scope;
  return new StorageAccount(
    name,
    {
      resourceGroupName: scope.resourceGroup.name,
      location: aks.region,
      accountName: globalName(scope, "", scope.names.cluster, purpose),
      kind: "StorageV2",
      accessTier: "Hot",
      sku: { name: skus[aks.objectRedundancy] },
      allowBlobPublicAccess: false,
      allowSharedKeyAccess: false,
      defaultToOAuthAuthentication: true,
      allowCrossTenantReplication: false,
      isLocalUserEnabled: false,
      sasPolicy: { sasExpirationPeriod: longestSignature, expirationAction: "Log" },
      minimumTlsVersion: "TLS1_2",
      enableHttpsTrafficOnly: true,
      publicNetworkAccess: "Enabled",
      networkRuleSet: {
        defaultAction: "Deny",
        bypass: "AzureServices",
        virtualNetworkRules: [{ virtualNetworkResourceId: parts.nodeSubnetId, action: "Allow" }],
      },
      ...encryptionArgs(parts.encryption),
      tags: scope.tags,
    },
    // Azure looks at once whether it may use the key, and a right takes minutes to hold everywhere. What keeps objects runs in
    // the cluster, so waiting for that costs nothing.
    partOptions(scope, { protect: true, dependsOn: [...(parts.encryption?.roles ?? []), parts.controlPlane] }),
  );
}

// Encrypted twice: by the service, with our key if there is one, and by the infrastructure below it.
function encryptionArgs(encryption: ObjectEncryption | undefined) {
  const services = { blob: { enabled: true, keyType: "Account" }, file: { enabled: true, keyType: "Account" } };
  if (encryption === undefined)
    return { encryption: { keySource: "Microsoft.Storage", requireInfrastructureEncryption: true, services } };
  const { identity, key, vaultUri } = encryption;
  return {
    identity: { type: "UserAssigned", userAssignedIdentities: [identity.id] },
    encryption: {
      keySource: "Microsoft.Keyvault",
      requireInfrastructureEncryption: true,
      services,
      // Without a version, so that the account follows the key's rotation.
      keyVaultProperties: { keyVaultUri: vaultUri, keyName: key.name },
      encryptionIdentity: { encryptionUserAssignedIdentity: identity.id },
    },
  };
}

function oldVersionsGo(days: number) {
  return {
    name: "old-versions",
    enabled: true,
    type: "Lifecycle",
    definition: {
      filters: { blobTypes: ["blockBlob"] },
      actions: {
        version: { delete: { daysAfterCreationGreaterThan: days } },
        snapshot: { delete: { daysAfterCreationGreaterThan: days } },
      },
    },
  };
}

/** The resource id of a bucket's container, which permissions are given on. */
export function containerId(bucket: Bucket): pulumi.Output<string> {
  return pulumi.interpolate`${bucket.resourceId}/blobServices/default/containers/${bucket.name}`;
}
