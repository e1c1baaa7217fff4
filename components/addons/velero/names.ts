export const namespace = "velero";

/** The service account that the grant is for: the server's, the node agents' and the data movers'. */
export const serviceAccount = "velero";

/** The Secret with the keys of a store that no workload identity opens. */
export const credentialsSecret = "velero-credentials";

/**
 * The Secret with the password of copied data. Velero looks for this name and key, and makes it with a well-known
 * password if it is not there (pkg/repository/keys/keys.go).
 */
export const repositorySecret = { name: "velero-repo-credentials", key: "repository-password" } as const;
