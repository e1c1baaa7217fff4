import { DiskEncryptionSet } from "@pulumi/azure-native/compute";
import { Key, Vault } from "@pulumi/azure-native/keyvault";
import type { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity";
import type * as pulumi from "@pulumi/pulumi";
import { onceCreated } from "../onceCreated";
import { globalName } from "./identifiers";
import { type AksIdentities, createIdentity } from "./identities";
import { assignRole } from "./roles";
import { type AksScope, partOptions } from "./scope";

/** Keys of our own, and what uses them. Each is there only if the config asks for it. */
export interface AksEncryption {
  readonly vault: Vault | undefined;
  readonly etcdKey: Key | undefined;
  readonly diskEncryptionSet: DiskEncryptionSet | undefined;
  readonly objects: ObjectEncryption | undefined;
  /** What the cluster waits for: the control plane's rights on the keys. */
  readonly roles: readonly pulumi.Resource[];
}

/** What an object store is encrypted with. */
export interface ObjectEncryption {
  readonly key: Key;
  readonly vaultUri: pulumi.Output<string>;
  readonly identity: UserAssignedIdentity;
  readonly roles: readonly pulumi.Resource[];
}

const none: AksEncryption = {
  vault: undefined,
  etcdKey: undefined,
  diskEncryptionSet: undefined,
  objects: undefined,
  roles: [],
};

/** Makes a Key Vault and the keys that the config asks for; nothing when it asks for none. */
export function createEncryption(
  scope: AksScope,
  resourceGroupName: pulumi.Input<string>,
  identities: AksIdentities,
): AksEncryption {
  const { etcd, disks, objects } = scope.aks.encryption;
  if (!etcd && !disks && !objects) return none;
  const vault = createVault(scope, resourceGroupName, identities.controlPlane.tenantId);
  const service = disks || objects ? createServiceIdentity(scope, resourceGroupName, vault) : undefined;
  const etcdKey = etcd ? createKey(scope, resourceGroupName, vault, "etcd") : undefined;
  const diskEncryptionSet =
    disks && service ? createDiskEncryptionSet(scope, resourceGroupName, vault, service) : undefined;
  return {
    vault,
    etcdKey,
    diskEncryptionSet,
    objects:
      objects && service
        ? {
            key: createKey(scope, resourceGroupName, vault, "objects"),
            vaultUri: onceCreated(
              vault,
              vault.properties.apply(({ vaultUri }) => vaultUri ?? ""),
            ),
            ...service,
          }
        : undefined,
    roles: controlPlaneRoles(scope, vault, etcd, diskEncryptionSet, identities),
  };
}

// No one reaches the vault over the internet: AKS by a private endpoint of its own, Azure's disks and storage as trusted
// services. Source: AKS documentation, "Add KMS etcd encryption", private key vault.
function createVault(
  scope: AksScope,
  resourceGroupName: pulumi.Input<string>,
  tenantOfIdentity: pulumi.Output<string>,
): Vault {
  const { aks, prefix, names } = scope;
  return new Vault(
    `${prefix}-vault`,
    {
      resourceGroupName,
      location: aks.region,
      // A vault's name starts with a letter.
      vaultName: globalName(scope, "-", "kv", names.cluster),
      properties: {
        tenantId: aks.tenantId ?? tenantOfIdentity,
        sku: { family: "A", name: "standard" },
        enableRbacAuthorization: true,
        enableSoftDelete: true,
        softDeleteRetentionInDays: aks.encryption.softDeleteDays,
        enablePurgeProtection: true,
        publicNetworkAccess: "Disabled",
        networkAcls: { bypass: "AzureServices", defaultAction: "Deny" },
      },
      tags: scope.tags,
    },
    partOptions(scope, { protect: true }),
  );
}

// Disks and object stores follow a new version of their key by themselves. The cluster names a version of etcd's, and
// secrets must be written anew after a rotation, so that one is rotated by hand.
function createKey(
  scope: AksScope,
  resourceGroupName: pulumi.Input<string>,
  vault: Vault,
  purpose: "etcd" | "disks" | "objects",
): Key {
  return new Key(
    `${scope.prefix}-${purpose}-key`,
    {
      resourceGroupName,
      vaultName: vault.name,
      keyName: purpose,
      properties: {
        kty: "RSA",
        keySize: 3072,
        keyOps: purpose === "etcd" ? ["encrypt", "decrypt"] : ["wrapKey", "unwrapKey"],
        ...(purpose === "etcd"
          ? {}
          : {
              rotationPolicy: {
                attributes: { expiryTime: "P2Y" },
                lifetimeActions: [{ action: { type: "rotate" }, trigger: { timeAfterCreate: "P1Y" } }],
              },
            }),
      },
      tags: scope.tags,
    },
    partOptions(scope, { protect: true }),
  );
}

type ServiceIdentity = Pick<ObjectEncryption, "identity" | "roles">;

function createServiceIdentity(
  scope: AksScope,
  resourceGroupName: pulumi.Input<string>,
  vault: Vault,
): ServiceIdentity {
  const { prefix, names } = scope;
  const identity = createIdentity(
    scope,
    `${prefix}-encryption-identity`,
    `${names.cluster}-encryption`,
    resourceGroupName,
  );
  const role = assignRole(scope, `${prefix}-encryption-keys-use`, "Key Vault Crypto Service Encryption User", {
    principal: identity.principalId,
    on: vault.id,
  });
  return { identity, roles: [role] };
}

function createDiskEncryptionSet(
  scope: AksScope,
  resourceGroupName: pulumi.Input<string>,
  vault: Vault,
  service: ServiceIdentity,
): DiskEncryptionSet {
  const key = createKey(scope, resourceGroupName, vault, "disks");
  return new DiskEncryptionSet(
    `${scope.prefix}-disk-encryption`,
    {
      resourceGroupName,
      location: scope.aks.region,
      diskEncryptionSetName: `${scope.names.cluster}-disks`,
      encryptionType: "EncryptionAtRestWithCustomerKey",
      identity: { type: "UserAssigned", userAssignedIdentities: [service.identity.id] },
      activeKey: { keyUrl: key.keyUriWithVersion, sourceVault: { id: vault.id } },
      rotationToLatestKeyVersionEnabled: true,
      tags: scope.tags,
    },
    partOptions(scope, { protect: true, dependsOn: [...service.roles] }),
  );
}

function controlPlaneRoles(
  scope: AksScope,
  vault: Vault,
  etcd: boolean,
  disks: DiskEncryptionSet | undefined,
  { controlPlane }: AksIdentities,
): pulumi.Resource[] {
  const { prefix } = scope;
  const principal = controlPlane.principalId;
  const onVault = etcd
    ? [
        assignRole(scope, `${prefix}-etcd-key-use`, "Key Vault Crypto User", { principal, on: vault.id }),
        // To connect the vault's private endpoint.
        assignRole(scope, `${prefix}-vault-connect`, "Key Vault Contributor", { principal, on: vault.id }),
      ]
    : [];
  const onDisks = disks
    ? [assignRole(scope, `${prefix}-disk-encryption-use`, "Reader", { principal, on: disks.id })]
    : [];
  return [...onVault, ...onDisks];
}
