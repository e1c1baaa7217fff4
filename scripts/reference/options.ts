import type { z } from "zod";
import type { Profile } from "../../components/config/clusters/common";
import { valueAt } from "../../components/config/schemaWalk";
import { elementOf, recordOf, shapeOf, type Unwrapped, unwrap } from "./schema";

/** What the profiles besides production change, each as a tree of options. */
export type ProfileLayers = { readonly [name in Exclude<Profile, "production">]?: Readonly<Record<string, unknown>> };

/** One option, in the place that a stack's file has it. */
export interface Option extends Unwrapped {
  /** Keys from the root of what is described; `<name>` stands for a name of the user's, `[]` for a list's entry. */
  readonly path: readonly string[];
  /** What a profile says instead of the default, where it says something. */
  readonly profiled: Readonly<Record<string, unknown>>;
  /** The schema as it stands in its map. */
  readonly wrapped: z.ZodType;
  /** True for a map of further options, which follow. */
  readonly group: boolean;
}

/** The options under a schema, each before the ones inside it. */
export function optionsOf(
  wrapped: z.ZodType,
  layers: ProfileLayers = {},
  path: readonly string[] = [],
): readonly Option[] {
  const { schema } = unwrap(wrapped);
  const shape = shapeOf(schema);
  if (shape !== undefined)
    return Object.entries(shape).flatMap(([key, inner]) => [
      optionAt(inner, layers, [...path, key]),
      ...optionsOf(inner, layers, [...path, key]),
    ]);
  const value = recordOf(schema)?.value;
  if (value !== undefined) return optionsOf(value, layers, [...path, "<name>"]);
  const element = elementOf(schema);
  return element === undefined ? [] : optionsOf(element, layers, [...path.slice(0, -1), `${path.at(-1)}[]`]);
}

function optionAt(wrapped: z.ZodType, layers: ProfileLayers, path: readonly string[]): Option {
  const unwrapped = unwrap(wrapped);
  const group = shapeOf(unwrapped.schema) !== undefined;
  const said = Object.entries(layers).map(([profile, layer]) => [profile, valueAt(layer, path)] as const);
  const profiled = group ? [] : said.filter(([, value]) => value !== undefined);
  return {
    ...unwrapped,
    wrapped,
    path,
    group,
    default: short(unwrapped.schema, unwrapped.default),
    profiled: Object.fromEntries(profiled.map(([profile, value]) => [profile, short(unwrapped.schema, value)])),
  };
}

// A default such as that of the node pools has every option of each of its entries; only those that are not the entry's
// own default anyway say something.
function short(schema: z.ZodType, value: unknown): unknown {
  const entry = recordOf(schema)?.value;
  if (entry === undefined || typeof value !== "object" || value === null) return value;
  const usual: unknown = unwrap(entry).schema.safeParse({}).data;
  if (typeof usual !== "object" || usual === null) return value;
  const texts = new Map(Object.entries(usual).map(([key, it]) => [key, JSON.stringify(it)]));
  return Object.fromEntries(
    Object.entries(value).map(([name, options]) => [
      name,
      Object.fromEntries(
        Object.entries(options as object).filter(([key, it]) => texts.get(key) !== JSON.stringify(it)),
      ),
    ]),
  );
}
