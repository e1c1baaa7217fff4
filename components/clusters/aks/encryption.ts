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
  /** What is made below the vault: keys, and rights on them. */
  readonly inVault: readonly pulumi.Resource[];
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
  inVault: [],
};

/** Makes a Key Vault and the keys that the config asks for; nothing when it asks for none. */
export function createEncryption(scope: AksScope, identities: AksIdentities): AksEncryption {
  const { etcd, disks, objects } = scope.aks.encryption;
  if (!etcd && !disks && !objects) return none;
  const vault = createVault(scope, identities.controlPlane.tenantId);
  const service = disks || objects ? createServiceIdentity(scope, vault) : undefined;
  const etcdKey = etcd ? createKey(scope, vault, "etcd") : undefined;
  const disksKey = disks ? createKey(scope, vault, "disks") : undefined;
  const objectsKey = objects ? createKey(scope, vault, "objects") : undefined;
  const diskEncryptionSet = disksKey && service ? createDiskEncryptionSet(scope, vault, disksKey, service) : undefined;
  const roles = controlPlaneRoles(scope, vault, etcd, diskEncryptionSet, identities);
  return {
    vault,
    etcdKey,
    diskEncryptionSet,
    objects: objectsKey && service ? { key: objectsKey, vaultUri: uriOf(vault), ...service } : undefined,
    roles,
    inVault: [
      ...[etcdKey, disksKey, objectsKey].filter((key) => key !== undefined),
      ...(service?.roles ?? []),
      ...roles,
    ],
  };
}

function uriOf(vault: Vault): pulumi.Output<string> {
  return onceCreated(
    vault,
    vault.properties.apply(({ vaultUri }) => vaultUri ?? ""),
  );
}

// No one reaches the vault over the internet: AKS by a private endpoint of its own, Azure's disks and storage as trusted
// services. Source: AKS documentation, "Add KMS etcd encryption", private key vault.
function createVault(scope: AksScope, tenantOfIdentity: pulumi.Output<string>): Vault {
  const { aks, prefix, names } = scope;
  return new Vault(
    `${prefix}-vault`,
    {
      resourceGroupName: scope.resourceGroup.name,
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
// secrets must be written anew after a rotation, so that one is rotated by hand. A key goes with its vault: by itself it
// could only be deleted through the vault's own address, which is closed to us.
// Source: the azure-native provider, custom_keyvault.go.
function createKey(scope: AksScope, vault: Vault, purpose: "etcd" | "disks" | "objects"): Key {
  return new Key(
    `${scope.prefix}-${purpose}-key`,
    {
      resourceGroupName: scope.resourceGroup.name,
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
    partOptions(scope, { protect: true, retainOnDelete: true }),
  );
}

type ServiceIdentity = Pick<ObjectEncryption, "identity" | "roles">;

function createServiceIdentity(scope: AksScope, vault: Vault): ServiceIdentity {
  const { prefix, names } = scope;
  const identity = createIdentity(scope, `${prefix}-encryption-identity`, `${names.cluster}-encryption`);
  const role = assignRole(scope, `${prefix}-encryption-keys-use`, "Key Vault Crypto Service Encryption User", {
    principal: identity.principalId,
    on: vault.id,
  });
  return { identity, roles: [role] };
}

function createDiskEncryptionSet(scope: AksScope, vault: Vault, key: Key, service: ServiceIdentity): DiskEncryptionSet {
  return new DiskEncryptionSet(
    `${scope.prefix}-disk-encryption`,
    {
      resourceGroupName: scope.resourceGroup.name,
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
