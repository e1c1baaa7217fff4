import { z } from "zod";
import { cron, duration, label, secret } from "../../config/fields";
import { restoreCheck } from "./restoreCheckOptions";

const namespaceName = () =>
  z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, { error: "a namespace's name of at most 63 characters" });

const folder = () =>
  z.string().regex(/^[a-z0-9]([a-z0-9/_-]*[a-z0-9])?$/, {
    error: "a folder of lower-case letters, digits, '-', '_' or '/', without a '/' at either end",
  });

const schedule = z.strictObject({
  cron: cron().describe("When, as five cron fields in UTC."),
  ttl: duration().optional().describe("How long each backup is kept; unset, defaultTtl."),
  includedNamespaces: z.array(namespaceName()).min(1).optional().describe("The namespaces; unset, all."),
  excludedNamespaces: z
    .array(namespaceName())
    .default(["velero"])
    .describe("Namespaces left out. Velero's own holds nothing that a restore needs."),
  includeClusterResources: z
    .boolean()
    .optional()
    .describe("Objects outside namespaces: true for all, false for none; unset, those that the namespaces use."),
  labels: z
    .record(z.string().min(1), z.string())
    .optional()
    .describe("Only objects that carry all of these labels; unset, all."),
  snapshotVolumes: z.boolean().default(true).describe("Snapshot the volumes too, where `snapshots` is on."),
  paused: z.boolean().default(false).describe("Keep the schedule and make no backups."),
});

// Each is what the other stack's output of the same name says.
const restoreFrom = z.strictObject({
  prefix: folder().describe("The folder in the bucket: the other cluster's name, unless it set `prefix`."),
  bucket: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/, {
      error: "the name of a bucket or a container, of 3 to 63 lower-case letters, digits, '.', '_' or '-'",
    })
    .optional()
    .describe("The other stack's bucket or container; unset, the bucket of this cluster."),
  region: z.string().min(1).optional().describe("The bucket's region; unset, the cluster's."),
  resourceId: z
    .string()
    .min(1)
    .optional()
    .describe("What rights on the bucket are given by: its ARN on AWS, the storage account's resource id on Azure."),
  key: z
    .string()
    .min(1)
    .optional()
    .describe("The key that the bucket is encrypted with: an ARN on AWS, a resource name on Google Cloud."),
});

export const veleroOptions = z.strictObject({
  schedules: z
    .record(label(40), schedule)
    .default({ daily: schedule.parse({ cron: "0 3 * * *", ttl: "720h" }) })
    .describe("Backups made by themselves, by name. Written ones replace the profile's."),
  defaultTtl: duration().default("720h").describe("How long a backup without a time of its own is kept."),
  accessMode: z
    .enum(["ReadWrite", "ReadOnly"])
    .default("ReadWrite")
    .describe("ReadOnly during a restore: no backup is made, changed or expires, and schedules are paused."),
  prefix: folder().optional().describe("The folder in the bucket; unset, the cluster's name."),
  restoreFrom: restoreFrom
    .optional()
    .describe("Where another cluster keeps its backups, to restore them here. Read, and never changed."),
  restoreCheck: restoreCheck
    .optional()
    .describe(
      "Restore the newest backup of a schedule now and then, into a namespace of its own, and see that it works.",
    ),
  snapshots: z
    .enum(["csi", "cloud", "none"])
    .optional()
    .describe(
      "How volumes are snapshot. csi: by the storage driver. cloud: by Velero in the cloud's own interface, at a snapshot location and with rights there. Unset, csi where the cluster has a snapshot class.",
    ),
  moveSnapshotData: z
    .boolean()
    .default(false)
    .describe("Copy each CSI snapshot's data into the bucket, so that it outlives the storage. Runs node agents."),
  fileSystemBackup: z
    .enum(["off", "opt-in", "all"])
    .default("off")
    .describe(
      "Copy volumes file by file, for storage without snapshots. opt-in: those that a pod names in backup.velero.io/backup-volumes. Runs privileged node agents.",
    ),
  repositoryPassword: secret()
    .optional()
    .describe(
      "Encrypts what moveSnapshotData and fileSystemBackup copy; unset, by a password that everybody knows. Set before the first backup, it can't change: backups under another one can't be read.",
    ),
  garbageCollectionFrequency: duration().default("1h").describe("How often expired backups are looked for."),
  maintenanceFrequency: duration()
    .optional()
    .describe("How often the repositories of copied data are tidied up; unset, Velero's own, an hour."),
  noncurrentDays: z
    .int()
    .min(1)
    .max(3650)
    .default(30)
    .describe("Days for which the bucket keeps what was deleted from it or overwritten."),
  priorityClass: z.string().min(1).optional().describe("The priority class of the server and the node agents."),
});

export type VeleroOptions = z.output<typeof veleroOptions>;
export type RestoreFromOptions = z.output<typeof restoreFrom>;
export type ScheduleOptions = z.output<typeof schedule>;

/** What the profiles relax: production keeps a month of daily backups. */
export const veleroProfiles = {
  // A week can be lost, and two are kept.
  development: { schedules: { weekly: { cron: "0 3 * * 0", ttl: "336h" } }, defaultTtl: "336h", noncurrentDays: 7 },
  // Gone before anything would be restored: backups by hand only.
  ephemeral: { schedules: {}, defaultTtl: "24h", noncurrentDays: 1 },
} satisfies { readonly [name in "development" | "ephemeral"]: z.input<typeof veleroOptions> };
