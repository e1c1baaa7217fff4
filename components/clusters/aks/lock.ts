import { ManagementLockAtResourceGroupLevel } from "@pulumi/azure-native/authorization";
import type * as pulumi from "@pulumi/pulumi";
import { type AksScope, partOptions } from "./scope";

/**
 * Locks the resource group against deletions, also those of people in the portal, while the config asks for it. What is
 * in the group, role assignments too, cannot be deleted while the lock is there, so it comes last and goes first.
 * @param locked what is in the group: asked for once the program has made all of it
 */
export function createLock(
  scope: AksScope,
  resourceGroupName: pulumi.Input<string>,
  locked: () => readonly pulumi.Resource[],
): void {
  if (!scope.aks.deletionProtection) return;
  new ManagementLockAtResourceGroupLevel(
    `${scope.prefix}-lock`,
    {
      resourceGroupName,
      lockName: "no-deletion",
      level: "CanNotDelete",
      notes: `Stack ${scope.config.stack} of ${scope.config.project}. Lifted by deletionProtection: false.`,
    },
    // Platforms are made in one go: by the next turn, every grant and bucket has been asked for.
    partOptions(scope, {
      dependsOn: new Promise<pulumi.Resource[]>((resolve) => setImmediate(() => resolve([...locked()]))),
    }),
  );
}
