import type { z } from "zod";
import { profiles } from "../../components/config/clusters/common";
import { allowed, longestList, namesOf, shown } from "./allowed";
import { code, plain, table } from "./markdown";
import { type Option, optionsOf, type ProfileLayers } from "./options";
import { elementOf, unwrap } from "./schema";

function defaultOf({ group, default: usual, required, profiled }: Option): string {
  if (group) return required ? "required" : "";
  const own = required && usual === undefined ? "**required**" : usual === undefined ? "–" : shown(usual);
  return [own, ...differing(usual, profiled)].join("<br>");
}

// Profiles that say the same share a line.
function differing(usual: unknown, profiled: Readonly<Record<string, unknown>>): string[] {
  const texts = Object.entries(profiled)
    .map(([profile, value]) => [profile, shown(value)] as const)
    .filter(([, text]) => usual === undefined || text !== shown(usual));
  return [...new Set(texts.map(([, text]) => text))].map(
    (text) => `${texts.flatMap(([profile, other]) => (other === text ? [profile] : [])).join(", ")}: ${text}`,
  );
}

function dotted(path: readonly string[]): string {
  return path.join(".");
}

function row(option: Option, from: number): readonly string[] {
  return [
    code(dotted(option.path.slice(from))),
    plain(allowed(option.wrapped)),
    defaultOf(option),
    plain(option.description ?? ""),
  ];
}

const head = ["option", "allowed", "default", "what it is"];

/** Options as tables: those without options of their own first, then a section for each of the others. */
export function optionSections(schema: z.ZodType, layers: ProfileLayers, level: number): readonly string[] {
  const options = optionsOf(schema, layers);
  const top = options.filter(({ path }) => path.length === 1);
  const under = (key: string) => options.filter(({ path }) => path.length > 1 && path[0]?.replace(/\[\]$/, "") === key);
  const [plain, deep] = [
    top.filter(({ path }) => under(path[0] ?? "").length === 0),
    top.filter(({ path }) => under(path[0] ?? "").length > 0),
  ];
  const sections = deep.flatMap((option) => {
    const inner = under(option.path[0] ?? "");
    return [
      `${"#".repeat(level)} ${code(option.path[0] ?? "")}`,
      introduction(option),
      table(
        head,
        inner.map((it) => row(it, 1)),
      ),
    ];
  });
  return [
    table(
      head,
      plain.map((it) => row(it, 0)),
    ),
    ...sections,
    ...longLists(options, level),
  ];
}

function introduction(option: Option): string {
  const described = option.description ?? "";
  if (option.group) return described;
  const entries = elementOf(option.schema) === undefined ? "`<name>` is a name of yours." : "";
  return [described, entries, `Default: ${defaultOf(option).replaceAll("<br>", "; ")}.`]
    .filter((it) => it !== "")
    .join(" ");
}

// Options that take the same values share a list.
function longLists(options: readonly Option[], level: number): readonly string[] {
  const lists = new Map<string, string[]>();
  for (const { path, schema } of options) {
    const element = elementOf(schema);
    const names = namesOf(element === undefined ? schema : unwrap(element).schema) ?? [];
    const text = names.join(", ");
    if (names.length > longestList) lists.set(text, [...(lists.get(text) ?? []), code(dotted(path))]);
  }
  return [...lists].flatMap(([text, paths]) => [`${"#".repeat(level)} Values of ${paths.join(", ")}`, text]);
}

/** What each profile says where they differ; empty where they do not. */
export function profileTable(schema: z.ZodType, layers: ProfileLayers): string {
  const differ = optionsOf(schema, layers).filter(
    ({ default: usual, profiled }) => differing(usual, profiled).length > 0,
  );
  return table(
    ["option", ...profiles],
    differ.map(({ path, default: usual, profiled }) => [
      code(dotted(path)),
      ...profiles.map((profile) => shown(Object.hasOwn(profiled, profile) ? profiled[profile] : usual)),
    ]),
  );
}
