import { z } from "zod";
import { label, secret, url } from "./fields";

const repository = z.strictObject({
  url: url("https", "ssh", "oci").describe("The repository's address."),
  username: z.string().min(1).optional().describe("The user name for https."),
  password: secret().optional().describe("The password or token for https."),
  sshPrivateKey: secret().optional().describe("The private key for ssh."),
});

const application = z.strictObject({
  repository: label().describe("The name of one of `repositories`."),
  path: z.string().min(1).default(".").describe("The folder in the repository."),
  revision: z.string().min(1).default("HEAD").describe("A branch, tag or commit."),
  namespace: label().default("default").describe("Where objects without a namespace go."),
  prune: z.boolean().default(true).describe("Remove from the cluster what was removed from the repository."),
  selfHeal: z.boolean().default(true).describe("Put right what was changed by hand in the cluster."),
});

/** What the cluster follows in git, the same whichever GitOps add-on is on. */
export const gitops = z.strictObject({
  repositories: z.record(label(), repository).default({}).describe("Repositories, by name."),
  applications: z.record(label(), application).default({}).describe("What is applied from them, by name."),
});

export type GitopsConfig = z.output<typeof gitops>;
