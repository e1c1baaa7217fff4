import { z } from "zod";

/** A GUID in lower case; `what` says whose. */
export const guid = (what: string) =>
  z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, {
    error: `${what} in lower case, such as 0b1f6471-1bf0-4dda-aec3-cb9272f09590`,
  });

/** The resource id of something of a type such as `Microsoft.KeyVault/vaults`. */
export const resourceId = (type: string, what: string) =>
  z.string().refine((it) => isResourceId(type, it), {
    error: `${what}, such as /subscriptions/…/resourceGroups/…/providers/${type}/name`,
  });

function isResourceId(type: string, text: string): boolean {
  const match = /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[\w.()-]{1,90}\/providers\/(.+)\/[\w.-]+$/i.exec(
    text,
  );
  return match?.[1]?.toLowerCase() === type.toLowerCase();
}

export const access = z.strictObject({
  admins: z
    .array(guid("an Entra ID group's object id"))
    .min(1)
    .describe("Entra ID groups with all rights in the cluster. Whoever runs the program must be in one of them."),
  viewers: z
    .array(guid("an Entra ID group's object id"))
    .default([])
    .describe("Entra ID groups that may read everything but secrets."),
  login: z
    .enum(["azurecli", "workloadidentity", "devicecode"])
    .default("azurecli")
    .describe("How kubelogin authenticates whoever uses the kubeconfig: workloadidentity suits pipelines."),
});

export const autoUpgrade = z.strictObject({
  channel: z
    .enum(["patch", "nodeImage", "none"])
    .default("patch")
    .describe("Of Kubernetes: the newest patch of the minor version, node images only, or nothing."),
  nodeOs: z
    .enum(["nodeImage", "securityPatch", "unmanaged", "none"])
    .default("nodeImage")
    .describe("Of the nodes' operating system: a new image each week, security patches, its own updates, or nothing."),
});

const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

const window = (day: (typeof days)[number]) =>
  z.strictObject({
    day: z.enum(days).default(day).describe("The day of the week."),
    start: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'a time of day in quotes, such as "02:00"' })
      .default("02:00")
      .describe("When it starts."),
    hours: z.int().min(4).max(24).default(4).describe("How long it is, in hours."),
    everyWeeks: z.int().min(1).max(4).default(1).describe("Every how many weeks."),
  });

const date = () =>
  z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, { error: 'a date in quotes, such as "2026-12-24"' });

export const maintenance = z.strictObject({
  cluster: window("Sunday").prefault({}).describe("When Kubernetes may be upgraded."),
  nodes: window("Saturday").prefault({}).describe("When the nodes' operating system may be upgraded."),
  utcOffset: z
    .string()
    .regex(/^[+-](0\d|1[0-4]):[0-5]\d$/, { error: 'an offset in quotes, such as "+01:00"' })
    .default("+00:00")
    .describe("The offset of both windows' time from UTC."),
  notOn: z
    .array(z.strictObject({ start: date().describe("The first day."), end: date().describe("The last day.") }))
    .default([])
    .describe("Days on which nothing is upgraded."),
});

/** The control plane's logs that AKS can send. Source: AKS documentation, "Monitoring AKS data reference". */
export const controlPlaneLogs = [
  "kube-audit-admin",
  "kube-audit",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "cluster-autoscaler",
  "cloud-controller-manager",
  "guard",
  "csi-azuredisk-controller",
] as const;

export const monitoring = z.strictObject({
  logAnalytics: z.boolean().default(true).describe("Whether there is a Log Analytics workspace for the logs."),
  retentionDays: z.int().min(30).max(730).default(90).describe("Days that logs are kept."),
  logs: z
    .array(z.enum(controlPlaneLogs))
    .default([
      "kube-audit-admin",
      "kube-apiserver",
      "kube-controller-manager",
      "kube-scheduler",
      "cluster-autoscaler",
      "guard",
    ])
    .describe("The control plane's logs to keep. kube-audit also has every read and is large."),
  containerInsights: z.boolean().default(true).describe("Whether containers' logs and metrics go there too."),
  defender: z.boolean().default(true).describe("Whether Microsoft Defender watches the nodes for threats."),
});

export const encryption = z.strictObject({
  etcd: z.boolean().default(true).describe("Secrets in etcd."),
  disks: z.boolean().default(true).describe("The nodes' OS disks and the volumes of the storage class."),
  objects: z.boolean().default(true).describe("Object stores."),
  hosts: z
    .boolean()
    .default(true)
    .describe("Caches and temporary disks on the hosts. The subscription needs the feature EncryptionAtHost."),
  softDeleteDays: z
    .int()
    .min(7)
    .max(90)
    .default(90)
    .describe("Days that a deleted key can be recovered. Its vault's name stays taken as long."),
});
