import { z } from "zod";
import { clockDuration, label, nodeLabels, taints } from "../../config/fields";

// What a pool may say. The add-on's own options have the same with defaults, which a pool that says nothing takes.
const fields = {
  capacity: z
    .array(z.enum(["on-demand", "spot"]))
    .min(1)
    .describe("What nodes may be. Spot needs the account's role AWSServiceRoleForEC2Spot to exist."),
  architectures: z
    .array(z.enum(["amd64", "arm64"]))
    .min(1)
    .describe("The nodes' processor architectures."),
  categories: z
    .array(z.enum(["c", "m", "r", "t", "i", "d", "x", "g", "p", "inf", "trn"]))
    .min(1)
    .describe("The instance categories to choose from."),
  minGeneration: z.int().min(3).max(9).describe("The oldest generation of instances."),
  maxCpu: z.int().min(1).max(100_000).describe("The most processors of all its nodes together."),
  image: z.enum(["al2023", "bottlerocket"]).describe("The nodes' operating system."),
  diskGiB: z.int().min(30).max(16384).describe("The size of each node's disk in GiB."),
  expireAfter: clockDuration().describe("The age at which a node is replaced, and so gets a new image."),
};

const pool = z.strictObject({
  capacity: fields.capacity.optional(),
  architectures: fields.architectures.optional(),
  categories: fields.categories.optional(),
  minGeneration: fields.minGeneration.optional(),
  instances: z
    .array(z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, { error: "an instance type such as g6.xlarge" }))
    .min(1)
    .optional()
    .describe("The instance types to choose from, instead of categories and generations."),
  zones: z
    .array(z.string().regex(/^[a-z]+(-[a-z]+)+-\d[a-z]$/, { error: "a zone such as eu-west-1a" }))
    .min(1)
    .optional()
    .describe("The zones of its nodes; unset, the cluster's."),
  labels: nodeLabels().default({}).describe("Labels on its nodes."),
  taints: taints().default([]).describe("Taints on its nodes: only pods that tolerate them run there."),
  weight: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe("Where pods fit several pools, the one with the highest weight is taken. The default pool has none."),
  maxCpu: fields.maxCpu.optional(),
  maxMemoryGiB: z.int().min(1).max(1_000_000).optional().describe("The most memory of all its nodes together."),
  maxGpus: z.int().min(0).max(10_000).optional().describe("The most NVIDIA GPUs of all its nodes together."),
  image: fields.image.optional(),
  diskGiB: fields.diskGiB.optional(),
  expireAfter: fields.expireAfter.optional(),
});

/** The options of Karpenter. The defaults are production's. */
export const options = z.strictObject({
  capacity: fields.capacity.default(["on-demand"]),
  architectures: fields.architectures.default(["amd64"]),
  categories: fields.categories.default(["c", "m", "r"]),
  minGeneration: fields.minGeneration.default(6),
  maxCpu: fields.maxCpu.default(200),
  image: fields.image.default("al2023"),
  diskGiB: fields.diskGiB.default(100),
  expireAfter: fields.expireAfter.default("720h"),
  nodePools: z
    .record(label(40), pool)
    .default({})
    .describe(
      "Node pools of Karpenter besides the pool `default`, by name. What one does not say is as in the options above. One named default changes that pool.",
    ),
  replicas: z.int().min(1).max(3).default(2).describe("How many controllers run, one of which leads."),
});

export type KarpenterOptions = z.output<typeof options>;
export type WrittenPool = z.output<typeof pool>;

/** A pool with all that it takes from the add-on's own options. */
export interface Pool extends Pick<KarpenterOptions, keyof typeof fields> {
  readonly name: string;
  readonly instances?: readonly string[] | undefined;
  readonly zones?: readonly string[] | undefined;
  readonly labels: WrittenPool["labels"];
  readonly taints: WrittenPool["taints"];
  readonly weight?: number | undefined;
  readonly maxMemoryGiB?: number | undefined;
  readonly maxGpus?: number | undefined;
}

export const defaultPool = "default";

/** Every pool, the one named default first. */
export function poolsOf({ nodePools, replicas: _, ...own }: KarpenterOptions): readonly Pool[] {
  const { [defaultPool]: changed, ...others } = nodePools;
  const complete = ([name, written]: readonly [string, WrittenPool]): Pool => {
    const said = Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined));
    return { ...own, labels: {}, taints: [], ...said, name };
  };
  return [complete([defaultPool, changed ?? { labels: {}, taints: [] }]), ...Object.entries(others).map(complete)];
}

/** What the profiles relax: cheaper nodes, fewer of them, one controller. */
export const profiles = {
  development: { capacity: ["spot", "on-demand"], maxCpu: 50, replicas: 1 },
  ephemeral: { capacity: ["spot", "on-demand"], maxCpu: 32, replicas: 1 },
} satisfies Readonly<Record<string, z.input<typeof options>>>;
