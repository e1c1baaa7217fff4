export const namespace = "litmus";

/** The release's name. The chart names its objects itself, `litmus`. */
export const release = "litmus";

/** The service account of the operator and of the exporter. Fixed in the chart. */
export const operatorAccount = "litmus";

/** The service account that experiments run as. */
export const experimentsAccount = "litmus-experiments";

/** The pods of both, which the chart gives the same labels. */
export const pods = { "app.kubernetes.io/name": "litmus", "app.kubernetes.io/instance": release };
