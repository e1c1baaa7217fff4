import { z } from "zod";
import { chartValues, label, secret, url } from "./fields";

const githubApp = z.strictObject({
  id: z.int().min(1).describe("The app's id."),
  installationId: z.int().min(1).describe("The id of its installation in the organisation."),
  privateKey: secret().describe("The app's private key."),
  enterpriseUrl: url("https").optional().describe("The API of a GitHub Enterprise server; unset, github.com."),
});

const repository = z.strictObject({
  url: url("https", "ssh", "oci").describe("The repository's address."),
  kind: z
    .enum(["git", "helm"])
    .default("git")
    .describe("What an https or ssh address serves: git, or a Helm repository (https only). oci:// says it by itself."),
  username: z.string().min(1).optional().describe("The user name for https or oci."),
  password: secret().optional().describe("The password or token for https or oci."),
  sshPrivateKey: secret().optional().describe("The private key for ssh."),
  githubApp: githubApp.optional().describe("A GitHub app that reads the repository, instead of a user's token."),
  knownHosts: z
    .array(z.string().regex(/^\S+ (ssh-|ecdsa-)\S+ \S+/, { error: "a line of a known_hosts file: host, type, key" }))
    .default([])
    .describe("Host keys of an ssh server that is not GitHub, GitLab, Bitbucket or Azure DevOps."),
  caCertificate: z
    .string()
    .regex(/^-----BEGIN CERTIFICATE-----/, { error: "a certificate in PEM form" })
    .optional()
    .describe("The authority of an https server whose certificate no public authority signed, in PEM form."),
});

// A namespace, or a pattern of them.
const namespacePattern = () =>
  z.string().regex(/^[a-z0-9*][-a-z0-9*]{0,62}$/, { error: "a namespace, or a pattern such as team-*" });

const clusterKind = () =>
  z.string().regex(/^(\*|([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Z][A-Za-z0-9]*)$/, {
    error: 'a kind with its API group, such as rbac.authorization.k8s.io/ClusterRole, or "*" for all',
  });

/** Helm takes 53 characters as a release's name, which is the application's. */
const applicationName = () => label(53);

const application = z.strictObject({
  repository: label().describe("The name of one of `repositories`."),
  path: z.string().min(1).default(".").describe("The folder in the repository."),
  chart: z.string().min(1).optional().describe("The chart's name, for a Helm repository."),
  revision: z
    .string()
    .min(1)
    .default("HEAD")
    .describe("A branch, tag or commit; a chart's version; a tag or digest of an OCI artifact."),
  valueFiles: z.array(z.string().min(1)).default([]).describe("Value files beside the chart, later ones winning."),
  values: chartValues().default({}).describe("Chart values, where the folder or the artifact is a Helm chart."),
  namespace: label()
    .optional()
    .describe("Where objects without a namespace go, made if it is missing; unset, the application's name."),
  namespaces: z.array(namespacePattern()).default([]).describe("Further namespaces that it may put objects in."),
  createNamespace: z.boolean().default(true).describe("Make the namespace if it is missing."),
  podSecurity: z
    .enum(["privileged", "baseline", "restricted"])
    .default("baseline")
    .describe("The Pod Security Standard that a namespace it makes enforces."),
  clusterKinds: z.array(clusterKind()).default([]).describe("Kinds outside namespaces that it may apply."),
  prune: z.boolean().default(true).describe("Remove from the cluster what was removed from the repository."),
  selfHeal: z.boolean().default(true).describe("Put right what was changed by hand in the cluster."),
  onDelete: z
    .enum(["delete", "keep"])
    .default("delete")
    .describe(
      "What becomes of what it applied when the application or the stack goes. keep leaves disks and addresses.",
    ),
});

/** What the cluster follows in git, the same whichever GitOps add-on is on. */
export const gitops = z.strictObject({
  repositories: z.record(label(), repository).default({}).describe("Repositories, by name."),
  applications: z.record(applicationName(), application).default({}).describe("What is applied from them, by name."),
});

/** The add-ons that follow it, of which one can be on. */
export const gitopsAddons = ["argocd", "flux"] as const;

export type GitopsConfig = z.output<typeof gitops>;
export type RepositoryConfig = z.output<typeof repository>;
export type ApplicationConfig = z.output<typeof application>;
