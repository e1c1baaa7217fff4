import { z } from "zod";
import { cpu, duration, label, quantity, secret, url } from "../../config/fields";
import { alertmanagerOptions } from "./alertmanagerOptions";
import { grafanaOptions } from "./grafanaOptions";
import { sizeNames } from "./sizes";

const amount = (text: string) =>
  z.strictObject({ cpu: cpu().describe("Processor time."), memory: quantity().describe("Memory.") }).describe(text);

const labelName = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, { error: "a label's name, such as team" });

const remoteWrite = z.strictObject({
  name: label().describe("What it is called in Prometheus's own metrics."),
  url: url("https", "http").describe("The address that samples are sent to."),
  basicAuth: z
    .strictObject({
      username: z.string().min(1).describe("The user name."),
      password: secret().describe("The password."),
    })
    .optional()
    .describe("Basic authentication."),
  bearerToken: secret().optional().describe("A token, instead of basic authentication."),
  headers: z
    .record(z.string().regex(/^[A-Za-z0-9-]+$/, { error: "a header's name, such as X-Scope-OrgID" }), z.string())
    .default({})
    .describe("Headers, such as a tenant's."),
  keep: z.string().min(1).optional().describe("A regular expression of the metrics to send; unset, all."),
});

export const options = z.strictObject({
  size: z
    .enum(sizeNames)
    .default("medium")
    .describe("Memory, processor time and storage. small: up to 10 nodes, medium: up to 50, large: up to 200."),
  resources: z
    .strictObject({ requests: amount("What is set aside."), limits: amount("The most it may use.") })
    .optional()
    .describe("What Prometheus itself gets, instead of what the size says."),
  replicas: z.int().min(1).max(5).default(2).describe("How many Prometheus servers; each has all of the data."),
  retention: duration().default("15d").describe("How long samples are kept."),
  retentionSize: z
    .string()
    .regex(/^[1-9]\d*(\.\d+)?[KMGTP]i?B$/, { error: "a size such as 80GiB" })
    .optional()
    .describe("How much they may take. Unset, 85 % of the volume: the rest is for the log and for compaction."),
  storage: z
    .strictObject({
      enabled: z.boolean().default(true).describe("Keep samples on a volume; off, they end with the pod."),
      size: quantity().optional().describe("Each replica's volume; unset, as the size says."),
      class: z.string().min(1).optional().describe("Its storage class; unset, the cluster's encrypted default."),
    })
    .prefault({})
    .describe("Where samples are kept."),
  scrapeInterval: duration().default("30s").describe("How often metrics are read and rules are worked out."),
  externalLabels: z
    .record(labelName, z.string())
    .default({})
    .describe("Labels on all that leaves the cluster, besides cluster, stack and region."),
  remoteWrite: z.array(remoteWrite).default([]).describe("Where samples are sent as well."),
  verifyKubelets: z
    .boolean()
    .default(false)
    .describe("Check kubelets' certificates. Only where they are signed by the cluster's own authority."),
  controlPlane: z
    .boolean()
    .optional()
    .describe("Watch etcd, the scheduler and the controller manager; unset, where the cluster shows them."),
  kubeProxy: z.boolean().optional().describe("Watch kube-proxy; unset, where the cluster shows it."),
  networkPolicy: z
    .strictObject({
      enabled: z.boolean().default(true).describe("Let in only what the parts need of each other."),
      allowFrom: z
        .array(label())
        .default([])
        .describe("Namespaces whose pods may reach Prometheus, Alertmanager and Grafana."),
    })
    .prefault({})
    .describe("Who may reach what in the cluster. Prometheus itself asks for no password."),
  alertmanager: alertmanagerOptions.prefault({}).describe("Who is told of alerts, and how."),
  grafana: grafanaOptions.prefault({}).describe("Dashboards."),
});

export type PrometheusOptions = z.output<typeof options>;
export type RemoteWrite = z.output<typeof remoteWrite>;

/** What a profile relaxes. */
export const profiles = {
  development: { size: "small", replicas: 1, retention: "7d", alertmanager: { replicas: 1 } },
  ephemeral: {
    size: "small",
    replicas: 1,
    retention: "1d",
    storage: { enabled: false },
    alertmanager: { replicas: 1, storage: { enabled: false } },
  },
} as const satisfies Readonly<Record<string, z.input<typeof options>>>;
