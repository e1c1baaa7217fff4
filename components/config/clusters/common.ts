import { z } from "zod";
import { cidr, label, nodeLabels, privateCidr, taints } from "../fields";

export const clouds = ["eks", "aks", "gke", "existing"] as const;
export type Cloud = (typeof clouds)[number];

export const profiles = ["production", "development", "ephemeral"] as const;
export type Profile = (typeof profiles)[number];

/**
 * What a profile changes of the defaults. The defaults in the schemas are production's, so that whatever nobody thought
 * of is safe; development and ephemeral say only what they relax.
 */
export type ProfileDefaults = Readonly<Record<Exclude<Profile, "production">, Readonly<Record<string, unknown>>>>;

export const profile = () =>
  z
    .enum(profiles)
    .default("production")
    .describe(
      "The set of defaults: production (highly available, protected), development (small, cheap), ephemeral (gone tomorrow).",
    );

/** A Kubernetes minor version; whether the cloud offers it is a check of its own. */
export const kubernetesVersion = () =>
  z.string().regex(/^1\.\d{2}$/, { error: 'a Kubernetes minor version in quotes, such as "1.35"' });

export const previousVersion = () =>
  kubernetesVersion()
    .optional()
    .describe(
      "The minor version that the cluster runs now. An upgrade that skips a minor is then refused before any cloud sees it.",
    );

/** Fields of the API server's endpoint, the same on each cloud. */
export const endpointFields = {
  access: z
    .enum(["private", "restricted"])
    .default("private")
    .describe("private: reached from the network only. restricted: also from allowedCidrs over the internet."),
  allowedCidrs: z
    .array(cidr())
    .default([])
    .describe("IPv4 networks that may reach a restricted endpoint. 0.0.0.0/0 is refused."),
};

/** Fields of the network that hold on each cloud. */
export const networkFields = {
  peeredCidrs: z
    .array(
      z.strictObject({ name: label().describe("What the network is."), cidr: cidr().describe("Its IPv4 network.") }),
    )
    .default([])
    .describe("Networks that this one is or will be connected to (peering, VPN, transit). None may overlap."),
};

/** The cluster's own IPv4 network. */
export const networkCidr = (text: string) => privateCidr().describe(text);

/** A kubelet may be up to three minors older than the API server (Kubernetes version skew policy), never newer. */
export const maxKubeletSkew = 3;

/** Fields of a node pool that hold on each cloud. */
export const nodePoolFields = {
  min: z.int().min(0).max(1000).default(1).describe("The fewest nodes of the pool."),
  max: z.int().min(1).max(1000).default(3).describe("The most nodes that the autoscaler may add up to."),
  spot: z.boolean().default(false).describe("Interruptible capacity at a discount."),
  architecture: z
    .enum(["amd64", "arm64"])
    .optional()
    .describe("The processor architecture. It must fit the instance type; unset, it follows from it."),
  diskGiB: z.int().min(30).max(16384).default(100).describe("The size of each node's disk in GiB."),
  labels: nodeLabels().default({}).describe("Labels on the pool's nodes."),
  taints: taints().default([]).describe("Taints on the pool's nodes."),
  version: kubernetesVersion().optional().describe("The pool's Kubernetes minor version; unset, the cluster's."),
};

/** What every pool has, whatever the cloud; `instance` is the cloud's machine type. */
export interface NodePoolConfig {
  readonly instance: string;
  readonly min: number;
  readonly max: number;
  readonly spot: boolean;
  readonly architecture?: "amd64" | "arm64" | undefined;
  readonly diskGiB: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly { readonly key: string; readonly value: string; readonly effect: string }[];
  readonly version?: string | undefined;
}
