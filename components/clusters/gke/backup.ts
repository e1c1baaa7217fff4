import type { Cluster } from "@pulumi/gcp/container/cluster";
import { BackupPlan } from "@pulumi/gcp/gkebackup/backupPlan";
import type * as pulumi from "@pulumi/pulumi";
import type { GkeKeys } from "./keys";
import type { GkeSite } from "./site";

/**
 * Makes the plan of Google's Backup for GKE, if the config asks for it; its agent is a part of the cluster. Google Cloud
 * deletes no plan that holds backups, so that it stays when the stack goes, and its backups until they expire. It has no
 * name of ours, since a stack that is built again needs another one.
 */
export function createBackupPlan(
  { name, project, region, labels, protect, config }: GkeSite,
  controlPlane: Cluster,
  keys: GkeKeys | undefined,
  parent: pulumi.Resource,
): void {
  const { enabled, cron, retentionDays, lockDays } = config.backup;
  if (!enabled) return;
  const key = keys?.key("backups");
  new BackupPlan(
    `${name}-backup`,
    {
      project,
      location: region,
      cluster: controlPlane.id,
      labels,
      backupConfig: {
        allNamespaces: true,
        includeVolumeData: true,
        includeSecrets: true,
        ...(key === undefined ? {} : { encryptionKey: { gcpKmsEncryptionKey: key.id } }),
      },
      backupSchedule: { cronSchedule: cron },
      retentionPolicy: { backupRetainDays: retentionDays, backupDeleteLockDays: lockDays },
    },
    { parent, protect, retainOnDelete: true, dependsOn: [...(key?.resources ?? [])] },
  );
}
