import { existsSync } from "node:fs";
import * as path from "node:path";
import type { Addon } from "../../components/addons/addon";
import { catalog } from "../../components/addons/catalog";
import { compatibilityOf } from "../../components/compatibility";
import { namespace } from "../../components/config/errors";
import { charts } from "../../components/versions";
import { anchor, code, codes, page, plain, sentence, table } from "./markdown";
import { optionSections, profileTable } from "./optionTables";

const root = path.join(__dirname, "..", "..");

// An add-on may know its place among others that the catalogue does not have.
function orderOf({ requires, after, conflicts }: Addon): string {
  const parts = Object.entries({ needs: requires, after, "not with": conflicts })
    .map(([word, names]) => [word, names.filter((name) => Object.hasOwn(catalog, name))] as const)
    .filter(([, names]) => names.length > 0)
    .map(([word, names]) => `${word} ${codes(names)}`);
  return parts.length === 0 ? "–" : parts.join("; ");
}

// By the main chart's pinned version.
function supportedKubernetes({ compatibility, chartVersion }: Addon): string {
  const known = compatibilityOf(compatibility, chartVersion);
  return known === undefined ? "–" : code(known.kubernetes);
}

function catalogue(): string {
  return table(
    ["add-on", "what it is", "chart", "Kubernetes", "order"],
    Object.values(catalog).map((addon) => [
      `[${code(addon.name)}](#${anchor(addon.name)})`,
      sentence(plain(addon.summary)),
      [...addon.charts, ...addon.definitions]
        .map((name) => `${code(charts[name].chart)} ${charts[name].version}`)
        .join("<br>"),
      supportedKubernetes(addon),
      orderOf(addon),
    ]),
  );
}

function chartTable({ charts: names, definitions }: Addon): string {
  const several = names.length > 1;
  return table(
    ["chart", "version", "repository", ...(several ? ["its key in `values`"] : [])],
    [...names, ...definitions].map((name) => {
      const { chart, version, repository } = charts[name];
      const key = names.includes(name) ? code(name) : "–";
      return [code(chart), version, code(repository), ...(several ? [key] : [])];
    }),
  );
}

function taskPage({ name }: Addon): string {
  const file = `docs/addons/${name}.md`;
  return existsSync(path.join(root, file)) ? `How to use it: [${name}](../addons/${name}.md).` : "";
}

function section(addon: Addon): readonly string[] {
  const options = optionSections(addon.options, addon.profiles, 3).filter((part) => part !== "");
  const differences = profileTable(addon.options, addon.profiles);
  return [
    `## ${addon.name}`,
    [sentence(addon.summary), taskPage(addon)].filter((it) => it !== "").join(" "),
    chartTable(addon),
    ...(options.length === 0
      ? ["It has no options of its own."]
      : [`Options under ${code(`${namespace}:addons`)}, ${code(addon.name)}:`, ...options]),
    ...(differences === "" ? [] : [`### Profiles of ${addon.name}`, differences]),
  ];
}

/** The page of all add-ons. */
export function addonsPage(): string {
  return page("Add-ons reference", "components/addons/catalog.ts", [
    "The add-ons that a stack can switch on, the charts they install at the versions pinned, and their options. A default is production's; where a profile says something else, that stands below it. Options that every add-on has (`values`, `version`) are in the [configuration reference](config.md#addons).",
    "The order is kept by itself: an add-on waits for those it needs and for those it comes after, where they are on. The rest installs side by side.",
    catalogue(),
    ...Object.values(catalog).flatMap(section),
  ]);
}
