export const namespace = "velero";

/** The service account that the grant is for: the server's, the node agents' and the data movers'. */
export const serviceAccount = "velero";

/** The backup location of the cluster's own backups. */
export const ownLocation = "default";

/** The backup location that another cluster's backups are restored from. */
export const otherLocation = "restore-from";

/** The Secret with the file that Velero's plugins read credentials from, where workload identity does not say it all. */
export const credentialsSecret = { name: "velero-credentials", key: "cloud" } as const;

/**
 * The Secret with the password of copied data. Velero looks for this name and key, and makes it with a well-known
 * password if it is not there (pkg/repository/keys/keys.go).
 */
export const repositorySecret = { name: "velero-repo-credentials", key: "repository-password" } as const;

/** The job that restores on a schedule, its service account and its roles. */
export const restoreCheckName = "velero-restore-check";
