import type { Cluster } from "@pulumi/gcp/container/cluster";
import { BackupPlan } from "@pulumi/gcp/gkebackup/backupPlan";
import type * as pulumi from "@pulumi/pulumi";
import type { GkeKeys } from "./keys";
import { computeNameOf } from "./names";
import type { GkeSite } from "./site";

/** Makes the plan of Google's Backup for GKE, if the config asks for it; its agent is a part of the cluster. */
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
      name: computeNameOf(name),
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
    { parent, protect, dependsOn: [...(key?.resources ?? [])] },
  );
}
