import { z } from "zod";
import { clouds } from "./clusters/common";
import { configKeys, namespace } from "./errors";
import type { AddonConfigSpecs } from "./parse";
import { configSchema } from "./schema";

type JsonSchema = Record<string, unknown>;

// What Pulumi writes for a secret; its plain text never stands in a file.
const ciphertext: JsonSchema = {
  type: "object",
  properties: { secure: { type: "string" } },
  required: ["secure"],
  additionalProperties: false,
};

function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    reused: "inline",
    override: ({ zodSchema, jsonSchema }) => {
      if (z.globalRegistry.get(zodSchema)?.secret !== true) return;
      const { description } = jsonSchema;
      for (const key of Object.keys(jsonSchema)) delete (jsonSchema as JsonSchema)[key];
      Object.assign(jsonSchema, ciphertext, description === undefined ? {} : { description });
    },
  }) as JsonSchema;
}

/** What an editor is told of each add-on: its options, and in one line what it is. */
type AddonsToDescribe = Readonly<Record<string, AddonConfigSpecs[string] & { readonly summary: string }>>;

/** The JSON Schema of one config key, such as `addons`, on one cloud. */
export function keySchema(cloud: (typeof clouds)[number], key: string, addons: AddonsToDescribe): JsonSchema {
  const options = Object.fromEntries(
    Object.entries(addons).map(([name, addon]) => [name, addon.options.describe(addon.summary)]),
  );
  const { shape } = configSchema(cloud, options);
  const { $schema: _, ...schema } = jsonSchemaOf(shape[key as keyof typeof shape]);
  return key === "addons" ? orOff(schema) : schema;
}

// An add-on may be written as `false`; then it is off whatever a preset says.
function orOff(schema: JsonSchema): JsonSchema {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>).map(
    ([name, { description, ...options }]) => [name, { description, anyOf: [{ const: false }, options] }] as const,
  );
  return { ...schema, properties: Object.fromEntries(properties) };
}

/**
 * The JSON Schema of a stack's file, for editors: completion, hover and errors while typing. Source of the form: JSON
 * Schema draft 2020-12.
 */
export function stackFileSchema(addons: AddonsToDescribe): JsonSchema {
  const [first] = clouds;
  const cluster = {
    description: "The cluster: cloud, size, network, access.",
    anyOf: clouds.map((cloud) => keySchema(cloud, "cluster", addons)),
  };
  const others = configKeys
    .filter((key) => key !== "cluster")
    .map((key) => [`${namespace}:${key}`, keySchema(first, key, addons)] as const);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "A stack of kubernetes-architect",
    type: "object",
    properties: {
      config: {
        type: "object",
        properties: { [`${namespace}:cluster`]: cluster, ...Object.fromEntries(others) },
        required: [`${namespace}:cluster`],
      },
      secretsprovider: { type: "string" },
      encryptionsalt: { type: "string" },
      encryptedkey: { type: "string" },
      environment: {},
    },
    additionalProperties: false,
  };
}
