import { z } from "zod";
import { clusterSchemas } from "./clusters";
import { chartValues, chartVersion, tags, url } from "./fields";
import { gitops } from "./gitops";
import { lifetime } from "./lifetime";
import { presetList } from "./presets";

/** Options that every add-on has. */
export const commonAddonOptions = {
  values: chartValues()
    .default({})
    .describe("Chart values, merged over ours. An add-on of several charts takes them under each chart's name."),
  version: chartVersion().optional().describe("The main chart's version, instead of the pinned one."),
};

/** Where images and charts come from when not from their own registries. */
const mirror = z.strictObject({
  images: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9._-]+)*$/, {
      error: "a registry and path without a scheme, such as registry.example.com/mirror",
    })
    .optional()
    .describe("A registry that mirrors the images, such as registry.example.com/mirror."),
  charts: z
    .union([url("https", "oci"), z.string().regex(/^\.{0,2}\/\S+$/)], {
      error: "an https:// or oci:// repository, or a folder that starts with ./ or /",
    })
    .optional()
    .describe("A repository, or a local folder, that has all charts."),
});

const waiver = z.strictObject({
  rule: z.string().min(1).describe("The rule's id."),
  resource: z.string().min(1).optional().describe("A resource's name; unset, all resources."),
  reason: z.string().min(10).describe("Why it is accepted; shown in the plan."),
});

/** What only names itself here: each add-on's options, with the common ones added. */
export type AddonOptionSchemas = Readonly<Record<string, z.ZodObject>>;

/**
 * The schema of one stack's config on one cloud.
 * @param addons each add-on's own options
 */
export function configSchema(cloud: keyof typeof clusterSchemas, addons: AddonOptionSchemas) {
  return z.strictObject({
    cluster: clusterSchemas[cloud].describe("The cluster: cloud, size, network, access."),
    presets: presetList
      .default([])
      .describe("Sets of add-ons by what they are for; each is as if its add-ons were written."),
    addons: addonsSchema(addons).prefault({}).describe("The add-ons that are on, by name, with their options."),
    gitops: gitops.optional().describe("What the cluster follows in git."),
    tags: tags().default({}).describe("Tags or labels on all that can carry them."),
    lifetime: lifetime.optional().describe("Whose cluster it is and until when; only with the profile ephemeral."),
    mirror: mirror.prefault({}).describe("Where images and charts come from."),
    policies: z
      .strictObject({ waivers: z.array(waiver).default([]).describe("Findings that are accepted, with the reason.") })
      .prefault({})
      .describe("What the plan's findings are held to."),
  });
}

function addonsSchema(addons: AddonOptionSchemas) {
  const shape = Object.entries(addons).map(([name, options]) => {
    const whole = z.strictObject({ ...options.shape, ...commonAddonOptions });
    const { description } = options;
    return [name, (description === undefined ? whole : whole.describe(description)).optional()] as const;
  });
  return z.strictObject(Object.fromEntries(shape));
}

export type WaiverConfig = z.output<typeof waiver>;
export type MirrorConfig = z.output<typeof mirror>;
