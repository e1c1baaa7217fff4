export const namespace = "trivy-system";

/** The name of the release, of the operator's deployment and of the service account that scans run as. */
export const release = "trivy-operator";

/** The operator's pods. */
export const operatorPods = { "app.kubernetes.io/name": release, "app.kubernetes.io/instance": release } as const;
