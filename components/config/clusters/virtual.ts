import { z } from "zod";
import { cidr } from "../fields";

const quota = z.strictObject({
  cpu: z.int().min(1).max(1000).default(8).describe("Processors that all its pods may ask for."),
  memoryGiB: z.int().min(2).max(4096).default(32).describe("Memory that all its pods may ask for, in GiB."),
  storageGiB: z.int().min(0).max(65536).default(100).describe("Volumes of all its claims, in GiB."),
  pods: z.int().min(5).max(5000).default(100).describe("How many pods it may have."),
  loadBalancers: z.int().min(0).max(50).default(2).describe("Services of type LoadBalancer, besides its own."),
});

/** A virtual cluster: a control plane in a pod, whose workloads run in one namespace of the cluster that it is on. */
export const virtualCluster = z.strictObject({
  endpoint: z
    .strictObject({
      access: z
        .enum(["cluster", "private", "restricted"])
        .default("private")
        .describe(
          "cluster: reached from inside the other cluster only, as a runner there does. private: by a load balancer inside the network. restricted: by one that faces the internet, from allowedCidrs.",
        ),
      allowedCidrs: z.array(cidr()).default([]).describe("IPv4 networks that may reach a restricted endpoint."),
    })
    .prefault({})
    .describe("How its API server is reached."),
  persistent: z
    .boolean()
    .optional()
    .describe(
      "Keep what the API server knows on a volume: else all of it is lost when its pod moves. Unset, true except with the profile ephemeral.",
    ),
  podSecurity: z
    .enum(["baseline", "privileged"])
    .default("baseline")
    .describe(
      "What its pods may do on the other cluster's nodes. privileged lets them take over a node; agents on each node need it.",
    ),
  quota: quota.prefault({}).describe("The most that it takes of the other cluster, its control plane included."),
});
