export const namespace = "argo-rollouts";

/** The release's name; the chart's objects start with it. */
export const release = "argo-rollouts";

const instance = { "app.kubernetes.io/name": "argo-rollouts", "app.kubernetes.io/instance": release };

/** The controller's pods, by the labels that the chart gives them. */
export const controllerPods = { ...instance, "app.kubernetes.io/component": "rollouts-controller" };
