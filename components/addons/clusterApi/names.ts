export const namespace = "capi-operator-system";

/** The release's name. */
export const release = "capi-operator";

/** The operator's pods, by the labels that the chart gives them. */
export const operatorPods = {
  "app.kubernetes.io/name": "cluster-api-operator",
  "app.kubernetes.io/instance": release,
};
