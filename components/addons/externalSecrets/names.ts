export const namespace = "external-secrets";

/** The name of the release and of the controller's service account, which reads in the cloud's secret manager. */
export const release = "external-secrets";

/** The ClusterSecretStores. */
export const stores = { cloud: "cloud", vault: "vault" } as const;

/** What a namespace is labelled with to be let into the stores. */
export const openLabel = { "external-secrets.io/stores": "open" } as const;

/** The chart's name of each part in the label `app.kubernetes.io/name`. */
export type Part = "external-secrets" | "external-secrets-webhook" | "external-secrets-cert-controller";

/** The pods of a part. */
export const podsOf = (part: Part) => ({
  "app.kubernetes.io/instance": release,
  "app.kubernetes.io/name": part,
});
