import { z } from "zod";
import type { Problem } from "../../config/errors";
import { clockDuration, label } from "../../config/fields";
import type { Config } from "../../config/parse";

const severity = z.enum(["UNKNOWN", "LOW", "MEDIUM", "HIGH", "CRITICAL"]);

/** The options of Trivy's operator. */
export const options = z.strictObject({
  secrets: z.boolean().default(true).describe("Look for keys and tokens in images."),
  configuration: z
    .boolean()
    .default(true)
    .describe("Look at the settings of workloads, roles and the cluster, against NSA's and Kubernetes' own standards."),
  nodes: z
    .boolean()
    .default(false)
    .describe("Look at the nodes too, against the CIS benchmark. Its pods are privileged, and so their namespace."),
  severities: z
    .array(severity)
    .min(1)
    .default(["MEDIUM", "HIGH", "CRITICAL"])
    .describe("Which vulnerabilities are reported. Each report is an object in the cluster's database."),
  unfixed: z.boolean().default(true).describe("Report those too that no version is without."),
  rescan: clockDuration().default("24h").describe("How long a report holds before its image is scanned again."),
  concurrentScans: z.int().min(1).max(50).default(5).describe("How many scans run at a time."),
  server: z.boolean().default(true).describe("Keep the database in one place and not download it for each scan."),
  databases: z
    .string()
    .regex(/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._/-]*[a-z0-9])?$/, {
      error: "a registry, with a path or without one, such as registry.example.com/mirror",
    })
    .optional()
    .describe("The registry with copies of aquasec/trivy-db and aquasec/trivy-java-db; unset, mirror.gcr.io."),
  pullSecrets: z
    .boolean()
    .default(false)
    .describe("Pull images with the workloads' own pull secrets. The operator may then read every Secret."),
  excludedNamespaces: z.array(label(63)).default([]).describe("Namespaces that are not looked at."),
});

export type TrivyOptions = z.output<typeof options>;

/** What the profiles relax: few scans at a time, and no server for the handful of images. */
export const profiles = {
  development: { concurrentScans: 2, server: false },
  ephemeral: { concurrentScans: 1, server: false, rescan: "720h" },
} satisfies Readonly<Record<string, z.input<typeof options>>>;

/** What the schema cannot say; paths are relative to the options. */
export function check({ nodes }: TrivyOptions, { cluster }: Config): readonly Problem[] {
  if (!nodes || cluster.cloud !== "gke" || cluster.mode !== "autopilot") return [];
  return [
    {
      path: ["nodes"],
      found: "true on a cluster of mode autopilot",
      allowed: "false there, since no pod may look into a node",
    },
  ];
}
