import { z } from "zod";
import { clouds } from "../../components/config/clusters/common";
import { namespace } from "../../components/config/errors";
import { commonAddonOptions, configSchema } from "../../components/config/schema";
import { anchor, code, codes, page, plain, table } from "./markdown";
import { optionSections } from "./optionTables";
import { recordOf, shapeOf, unwrap } from "./schema";

// The keys that are the same on each cloud, told on the page itself.
const { cluster, addons, ...shared } = configSchema("eks", {}).shape;

function keyTable(): string {
  const linked = (key: string, target: string, schema: z.ZodType) => [
    `[${code(`${namespace}:${key}`)}](${target})`,
    plain(unwrap(schema).description ?? ""),
  ];
  return table(
    ["key", "what it is"],
    [
      linked("cluster", "#cluster", cluster),
      linked("addons", "#addons", addons),
      ...Object.entries(shared).map(([key, schema]) => linked(key, `#${anchor(key)}`, schema)),
    ],
  );
}

// A key that is a map of names, such as tags, has no options: it is told as an option itself.
function keySection(key: string, schema: z.ZodType): readonly string[] {
  const plain = unwrap(schema).schema;
  const flat = shapeOf(plain) === undefined || recordOf(plain) !== undefined;
  return [
    `## ${key}`,
    unwrap(schema).description ?? "",
    ...optionSections(flat ? z.strictObject({ [key]: schema }) : schema, {}, 3),
  ];
}

/** The page of a stack's file: its keys, and the options that do not depend on the cloud. */
export function configPage(): string {
  return page("Configuration reference", "components/config/schema.ts", [
    "Every option of a stack's file, `stacks/Pulumi.<stack>.yaml`. An unknown key is an error. Editors that know the schema (`stacks/schema.json`) complete and check all of it while you type: see [Set up your editor](../editor.md).",
    keyTable(),
    "## cluster",
    "The options depend on the cloud, which `cloud` says. A page each:",
    clouds.map((cloud) => `- [${code(`cloud: ${cloud}`)}](cluster-${cloud}.md)`).join("\n"),
    "## addons",
    `An add-on is on when its name stands here, if only as ${code("argocd: {}")}. The add-ons and their options are in [Add-ons](add-ons.md). Each has these besides its own:`,
    ...optionSections(z.strictObject(commonAddonOptions), {}, 3),
    ...Object.entries(shared).flatMap(([key, schema]) => keySection(key, schema)),
    "## Besides the namespace",
    `Pulumi itself writes ${codes(["secretsprovider", "encryptionsalt", "encryptedkey", "environment"])} into the file. Keys of other namespaces, such as a provider's own, are left alone.`,
  ]);
}
