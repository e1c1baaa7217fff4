import type * as pulumi from "@pulumi/pulumi";

/** A customer-managed key in the cloud's key service that a workload encrypts with, protected as the profile says. */
export interface Key {
  readonly purpose: string;
  /** What a permission on it is granted on: an ARN, a resource id, or a crypto key's resource name. */
  readonly id: pulumi.Output<string>;
  /** How Vault seals itself with it. */
  readonly seal: VaultSeal;
  /** What must exist before anything uses the key. */
  readonly resources: readonly pulumi.Resource[];
}

/** A `seal` stanza of Vault's configuration, without what workload identity says. */
export interface VaultSeal {
  readonly type: "awskms" | "azurekeyvault" | "gcpckms";
  readonly settings: Readonly<Record<string, pulumi.Input<string>>>;
}
