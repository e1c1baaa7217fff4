/** The namespace of the operator. Its own webhook's objects name it, so it is this one. */
export const operatorNamespace = "tekton-operator";

/** The namespace of what the operator installs. */
export const namespace = "tekton-pipelines";

/** The release's name; the chart's objects start with it, and the operator knows its webhook's service by it. */
export const release = "tekton-operator";

const instance = { "app.kubernetes.io/name": "tekton-operator", "app.kubernetes.io/instance": release };

/** The chart's pods, by the labels that it gives them. */
export const operatorPods = {
  operator: { ...instance, "app.kubernetes.io/component": "operator" },
  webhook: { ...instance, "app.kubernetes.io/component": "webhook" },
} as const;

/** The pods of Tekton Pipelines: controllers, resolvers and the webhook. */
export const pipelinePods = { "app.kubernetes.io/part-of": "tekton-pipelines" };
