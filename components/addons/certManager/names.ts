export const namespace = "cert-manager";

/** The name of the release and of the controller's service account, whose rights the DNS solvers act with. */
export const release = "cert-manager";

/** The ClusterIssuers that the options make. */
export const issuers = {
  /** Signs certificates that everybody trusts, through ACME. */
  acme: "acme",
  /** Signs certificates that only those trust who were given the cluster's own authority. */
  internal: "internal",
} as const;

/** The Secret in cert-manager's namespace with the own authority's key and certificate. */
export const authoritySecret = "internal-ca";

/** The name of every chart label `app.kubernetes.io/component`. */
export type Component = "controller" | "webhook" | "cainjector";

/** The pods of a part of cert-manager. */
export const podsOf = (component: Component) => ({
  "app.kubernetes.io/instance": release,
  "app.kubernetes.io/component": component,
});
