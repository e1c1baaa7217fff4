/** The namespace of everything but the node exporter. */
export const namespace = "monitoring";

/** The node exporter needs the host's network and files, so it lives apart and `monitoring` stays restricted. */
export const nodesNamespace = "monitoring-nodes";

/** The release's name; the chart's objects start with it. */
export const release = "kube-prometheus-stack";

/** The release of the operator's definitions. */
export const definitions = "prometheus-operator-crds";

/** Secrets that we make, by what they hold. */
export const secretNames = {
  grafanaAdmin: "grafana-admin",
  grafanaSso: "grafana-sso",
  grafanaTls: "grafana-tls",
  receivers: "alertmanager-receivers",
  remoteWrite: "prometheus-remote-write",
} as const;
