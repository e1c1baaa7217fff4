import { z } from "zod";
import { label } from "../fields";
import { kubernetesVersion, type ProfileDefaults, previousVersion, profile } from "./common";

export const existingCluster = z.strictObject({
  cloud: z.literal("existing").describe("A cluster that already exists, reached by its kubeconfig."),
  profile: profile(),
  name: label(63).optional().describe("The cluster's name; unset, the stack's."),
  version: kubernetesVersion().default("1.35").describe("The Kubernetes minor version that it runs."),
  previousVersion: previousVersion(),
  kubeconfig: z.string().min(1).default("~/.kube/config").describe("The path of the kubeconfig file."),
  context: z.string().min(1).optional().describe("The context in it; unset, the current one."),
});

export const existingProfiles: ProfileDefaults = { development: {}, ephemeral: {} };
