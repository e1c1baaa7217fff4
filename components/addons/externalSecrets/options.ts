import { z } from "zod";
import type { Problem } from "../../config/errors";
import { label } from "../../config/fields";
import type { Config } from "../../config/parse";

const cloud = z.strictObject({
  enabled: z
    .boolean()
    .optional()
    .describe(
      "Make the store `cloud`: AWS Secrets Manager, Google Secret Manager, or the Key Vault in cluster.secretsVault; unset, where there is one.",
    ),
  prefix: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9/_+=.@-]{0,127}$/, { error: "the beginning of secrets' names, such as prod/" })
    .optional()
    .describe(
      "Only secrets whose names begin so can be read; unset, the cluster's name and '/' on AWS, '-' on Google Cloud. On Azure it is the whole vault of cluster.secretsVault.",
    ),
});

const vault = z.strictObject({
  enabled: z.boolean().default(true).describe("Make the store `vault` where the add-on vault is on."),
  path: z.string().min(1).default("secret").describe("Where the key/value engine (version 2) is mounted."),
  mountPath: z.string().min(1).default("kubernetes").describe("Where the Kubernetes auth method is mounted."),
  role: z.string().min(1).default("external-secrets").describe("The role of that method that the store acts as."),
});

/** The options of External Secrets. */
export const options = z.strictObject({
  cloud: cloud.prefault({}).describe("The store of the cloud's own secret manager."),
  vault: vault.prefault({}).describe("The store of Vault in the same cluster."),
  namespaces: z
    .array(label(63))
    .min(1)
    .optional()
    .describe(
      "The namespaces that may use the stores; unset, in production those labelled external-secrets.io/stores=open, and in the other profiles all.",
    ),
  replicas: z.int().min(1).max(5).default(2).describe("How many of each part run; each has one leader."),
});

export type ExternalSecretsOptions = z.output<typeof options>;

/** What the profiles relax: secrets that are there stay there while nobody looks after them. */
export const profiles = {
  development: { replicas: 1 },
  ephemeral: { replicas: 1 },
} satisfies Readonly<Record<string, z.input<typeof options>>>;

/** What the schema cannot say; paths are relative to the options. */
export function check({ cloud: { enabled, prefix } }: ExternalSecretsOptions, { cluster }: Config): readonly Problem[] {
  const missing =
    cluster.cloud === "aks" && cluster.secretsVault === undefined
      ? "true on Azure with kubernetes-architect:cluster.secretsVault set"
      : cluster.cloud === "existing"
        ? "true on EKS, AKS and GKE"
        : undefined;
  if (enabled === true && missing !== undefined)
    return [{ path: ["cloud", "enabled"], found: "true without a secret manager", allowed: missing }];
  if (enabled === false) return [];
  if (prefix === undefined || cluster.cloud === "eks") return [];
  if (cluster.cloud === "gke" && /^[A-Za-z0-9_-]+$/.test(prefix)) return [];
  const allowed =
    cluster.cloud === "gke"
      ? "letters, digits, '-' and '_', which names have there"
      : "a prefix on AWS and Google Cloud";
  return [{ path: ["cloud", "prefix"], found: prefix, allowed }];
}
