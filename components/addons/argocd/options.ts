import { z } from "zod";
import { clockDuration, label } from "../../config/fields";
import { notificationOptions, webhookSecretOptions } from "./notificationOptions";
import { serverOptions } from "./serverOptions";
import { ssoOptions } from "./ssoOptions";

/** Replicas of a deployment; unset, two where highly available and one elsewhere. */
const replicas = (text: string) => z.int().min(1).max(20).optional().describe(text);

const applicationSet = z.strictObject({
  enabled: z.boolean().default(true).describe("Make applications from generators (clusters, folders, pull requests)."),
  policy: z
    .enum(["sync", "create-update", "create-delete", "create-only"])
    .default("sync")
    .describe("What generators may do to the applications they made; other than sync, it holds for all of them."),
  progressiveSyncs: z.boolean().default(false).describe("Let an ApplicationSet roll out in steps."),
});

const autoscaling = z.strictObject({
  enabled: z
    .boolean()
    .default(false)
    .describe("Add replicas of the server and the repository server with their load; needs the metrics API."),
  maxReplicas: z.int().min(2).max(50).default(5).describe("The most replicas of each."),
});

const rbac = z.strictObject({
  defaultRole: z
    .enum(["none", "readonly"])
    .default("none")
    .describe("What a person who is in none of the groups may do."),
  policies: z
    .array(
      z.string().regex(/^[pg],\s*[^\n]+$/, {
        error: "one policy line, such as p, role:dev, applications, sync, shop/*, allow",
      }),
    )
    .default([])
    .describe("Further lines of policy.csv."),
});

const extension = z.strictObject({
  url: z
    .string()
    .regex(/^https:\/\/\S+$/, { error: "an https:// address of a tar file" })
    .describe("The archive."),
  checksumUrl: z
    .string()
    .regex(/^https:\/\/\S+$/, { error: "an https:// address of a checksum file" })
    .describe("Its checksums, which the archive is held to."),
});

/** Everything about Argo CD that a stack can set. */
export const argocdOptions = z.strictObject({
  highAvailability: z
    .boolean()
    .default(true)
    .describe("Two or more replicas of everything, and Redis as three nodes with Sentinel and HAProxy."),
  size: z
    .enum(["small", "medium", "large"])
    .default("medium")
    .describe("Processors, parallelism and resources: up to about 50, 300 or more applications."),
  controller: z
    .strictObject({ replicas: replicas("Shards of the application controller; clusters are divided among them.") })
    .prefault({})
    .describe("The application controller."),
  server: serverOptions.prefault({}).describe("The API, the user interface, and how they are reached."),
  repoServer: z
    .strictObject({
      replicas: replicas("Replicas of the repository server."),
      parallelism: z.int().min(1).max(500).optional().describe("Manifests made at once; unset, by the size."),
    })
    .prefault({})
    .describe("The repository server, which makes manifests."),
  autoscaling: autoscaling.prefault({}).describe("Replicas that follow the load."),
  applicationSet: applicationSet.prefault({}).describe("The ApplicationSet controller."),
  antiAffinity: z
    .enum(["hard", "soft"])
    .optional()
    .describe("Whether each Redis replica must be on a node of its own or only should be; unset, must in three zones."),
  priorityClass: label(63)
    .optional()
    .describe("An existing priority class; unset, one of our own if highly available."),
  admin: z.boolean().optional().describe("The built-in admin account; unset, on only while there is no sso."),
  sso: ssoOptions.optional().describe("Single sign-on."),
  rbac: rbac.prefault({}).describe("Who may do what, besides sso's groups."),
  notifications: notificationOptions.prefault({}).describe("Messages about what happens to applications."),
  webhookSecrets: webhookSecretOptions.prefault({}).describe("What a git server signs its webhooks with."),
  pollInterval: clockDuration().default("2m").describe("How often repositories are polled for changes."),
  extensions: z.record(label(40), extension).default({}).describe("Extensions of the user interface, by name."),
  logLevel: z.enum(["debug", "info", "warn", "error"]).default("info").describe("How much is logged, as JSON."),
});

export type ArgocdOptions = z.output<typeof argocdOptions>;

/** What the two small profiles relax: one replica of everything, sized for few applications. */
export const argocdProfiles = {
  development: { highAvailability: false, size: "small" },
  ephemeral: { highAvailability: false, size: "small", pollInterval: "1m" },
} as const;
