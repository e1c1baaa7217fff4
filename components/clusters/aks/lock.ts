import { ManagementLockByScope } from "@pulumi/azure-native/authorization";
import type * as pulumi from "@pulumi/pulumi";
import { type AksScope, partOptions } from "./scope";

/**
 * Locks something that holds data against deletion, also by people in the portal, while the config asks for it. Azure
 * then refuses to delete its resource group as well. The group itself is not locked: what comes and goes in production,
 * such as pools, add-ons' identities and their roles, could not go any more.
 *
 * What is below the locked thing, role assignments on it too, cannot be deleted while the lock is there. So the lock goes
 * first: it depends on all that is made below, and what is made later is `deletedWith` the locked thing.
 * Source: Azure documentation, "Lock your resources to protect your infrastructure", lock inheritance.
 * @param name the logical name of what is locked
 * @param below what is made below it
 */
export function createLock(
  scope: AksScope,
  name: string,
  locked: pulumi.CustomResource,
  below: readonly pulumi.Resource[],
): void {
  if (!scope.aks.deletionProtection) return;
  new ManagementLockByScope(
    `${name}-lock`,
    {
      scope: locked.id,
      lockName: "no-deletion",
      level: "CanNotDelete",
      notes: `Stack ${scope.config.stack} of ${scope.config.project}. Lifted by deletionProtection: false.`,
    },
    partOptions(scope, { dependsOn: [...below] }),
  );
}
