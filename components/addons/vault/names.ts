export const namespace = "vault";

/** The name of the release, of its services and of the servers' service account. */
export const release = "vault";

/** The Secret with the servers' certificate, its key and the authority's certificate. */
export const certificateSecret = "vault-tls";

/** The service account of the job that takes snapshots. */
export const snapshotAccount = "vault-snapshot";

/** The port of the API. */
export const apiPort = 8200;

/** The servers' pods. */
export const serverPods = { "app.kubernetes.io/name": release, component: "server" } as const;

/** The injector's pods. */
export const injectorPods = { "app.kubernetes.io/name": `${release}-agent-injector`, component: "webhook" } as const;

/** Where the server that leads is reached in the cluster. */
export const activeHost = `${release}-active.${namespace}.svc`;
