import { z } from "zod";
import type { Problem } from "../../config/errors";
import type { Config } from "../../config/parse";

export const options = z.strictObject({
  replicas: z.int().min(1).max(5).default(2).describe("How many of each part of the control plane run."),
  failClosed: z
    .boolean()
    .default(true)
    .describe("Refuse new pods while the injector does not answer, rather than start them outside the mesh."),
  cni: z
    .boolean()
    .default(true)
    .describe(
      "Redirect traffic by a CNI plugin on each node. Without it every pod of the mesh does it itself with the capability NET_ADMIN, which only namespaces of the Pod Security level privileged let it.",
    ),
  inboundPolicy: z
    .enum(["all-unauthenticated", "all-authenticated", "cluster-unauthenticated", "cluster-authenticated", "deny"])
    .default("all-unauthenticated")
    .describe("Who may call a workload that no policy of its own speaks of. authenticated: only from inside the mesh."),
  viz: z
    .boolean()
    .default(false)
    .describe("Run the extension viz: the command `linkerd viz`, tap, and a dashboard. Needs prometheus."),
  previousAnchor: z
    .boolean()
    .default(false)
    .describe(
      "Trust the authority in the Secret linkerd-previous-anchor as well, in the middle of replacing the trust anchor.",
    ),
});

export type LinkerdOptions = z.output<typeof options>;

/** What the profiles relax: a pod more or less outside the mesh for a while hurts nobody there. */
export const profiles = {
  development: { replicas: 1, failClosed: false },
  ephemeral: { replicas: 1, failClosed: false },
} satisfies Readonly<Record<string, z.input<typeof options>>>;

/** What the schema cannot say; paths are relative to the options. */
export function check({ cni, viz }: LinkerdOptions, { addons, cluster }: Config): readonly Problem[] {
  // The plugin writes into folders of the node, which Autopilot lets no workload do (GKE, "Autopilot security
  // capabilities").
  const autopilot: readonly Problem[] =
    cni && cluster.cloud === "gke" && cluster.mode === "autopilot"
      ? [{ path: ["cni"], found: "a cluster of mode autopilot", allowed: "on GKE, cluster.mode: standard" }]
      : [];
  const blind: readonly Problem[] =
    viz && addons.prometheus === undefined
      ? [{ path: ["viz"], found: "true without prometheus", allowed: "viz with prometheus on", follows: [["addons"]] }]
      : [];
  // The control plane watches routes, and does not start without their definitions. GKE brings them unless told not to.
  const brought = cluster.cloud === "gke" && cluster.gatewayApi;
  const undefinedRoutes: readonly Problem[] =
    addons["gateway-api"] === undefined && !brought
      ? [
          {
            path: [],
            found: "linkerd without gateway-api",
            allowed: "linkerd with gateway-api on, or on GKE with cluster.gatewayApi",
            follows: [["addons"]],
          },
        ]
      : [];
  return [...undefinedRoutes, ...autopilot, ...blind];
}
