import { z } from "zod";
import type { Problem } from "../../config/errors";
import { label } from "../../config/fields";
import type { Config } from "../../config/parse";

const mode = () => z.enum(["off", "dryrun", "warn", "deny"]);

const policies = z.strictObject({
  privileged: mode()
    .default("deny")
    .describe("No privileged container, no namespace or port of the node, no capability beyond a container's usual."),
  hostPath: mode().default("deny").describe("No folder of a node as a volume."),
  resources: mode()
    .default("warn")
    .describe("Requests and limits for processor and memory on each container. Without them nothing is less secure."),
  registries: mode().default("deny").describe("Images of `registries` only, where there are any."),
});

/** The options of Gatekeeper. */
export const options = z.strictObject({
  policies: policies
    .prefault({})
    .describe("Policies for pods. deny refuses, warn only tells, dryrun only counts; what runs already is counted."),
  registries: z
    .array(
      z.string().regex(/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._/-]*[a-z0-9])?$/, {
        error: "a registry, with a path or without one, such as registry.example.com/team",
      }),
    )
    .default([])
    .describe("Registries that images may come from; unset, the mirror's where there is one."),
  exemptNamespaces: z
    .array(label(63))
    .default([])
    .describe("Namespaces without policies, besides the system's, the cloud's and those of this stack's add-ons."),
  failurePolicy: z
    .enum(["Fail", "Ignore"])
    .default("Fail")
    .describe("What becomes of pods outside of exempt namespaces while no Gatekeeper answers: Fail refuses them."),
  replicas: z.int().min(1).max(7).default(3).describe("How many answer the API server."),
});

export type GatekeeperOptions = z.output<typeof options>;

/** What the profiles relax: developers are told and not stopped, and pods start without Gatekeeper. */
export const profiles = {
  development: {
    policies: { privileged: "warn", hostPath: "warn", resources: "dryrun", registries: "warn" },
    failurePolicy: "Ignore",
    replicas: 1,
  },
  ephemeral: {
    policies: { privileged: "dryrun", hostPath: "dryrun", resources: "dryrun", registries: "dryrun" },
    failurePolicy: "Ignore",
    replicas: 1,
  },
} satisfies Readonly<Record<string, z.input<typeof options>>>;

/** What the schema cannot say; paths are relative to the options. */
export function check(_options: GatekeeperOptions, { cluster }: Config): readonly Problem[] {
  if (cluster.cloud !== "aks" || !cluster.azurePolicy) return [];
  return [
    {
      path: [],
      found: "gatekeeper beside Azure Policy, which runs one of its own",
      allowed: "gatekeeper with kubernetes-architect:cluster.azurePolicy: false",
    },
  ];
}
