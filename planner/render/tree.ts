import type { PlannedResource } from "../resource";
import type { Planned } from "../several";
import { type AddonView, addonsOf, versionsOf } from "./addons";
import { className, factsOf } from "./facts";
import { findingLines } from "./findings";
import { type Group, groupsOf, isReal, type Part } from "./groups";
import { findingCounts, headline } from "./headline";
import type { Style } from "./style";
import { count, cut, dotted, wrap } from "./text";

/** So many resources of one type in one place are shown together by their names; more, where each has facts to show. */
const together = { plain: 4, withFacts: 7 };
/** How far a branch moves its children in. */
const step = 3;

/** The columns of some lines: how wide types and names may be, from the left edge on, whatever the depth. */
interface Columns {
  readonly type: number;
  readonly name: number;
}

/** A plan as a tree for a terminal: what it is, every resource in its group, findings, totals. */
export function renderTree(stack: Planned, style: Style): string {
  const addons = new Map(addonsOf(stack).map((addon) => [addon.name, addon]));
  const groups = groupsOf(stack.plan);
  const lines = groups.flatMap((group) => ["", ...groupLines(group, addons, style)]);
  const findings = findingLines(stack, style);
  return [...headLines(stack, style), ...lines, ...(findings.length > 0 ? ["", ...findings] : []), ""].join("\n");
}

function headLines(stack: Planned, { paint, width }: Style): readonly string[] {
  const { plan } = stack;
  const real = plan.resources.filter(isReal);
  const guarded = real.filter(({ protect }) => protect).length;
  const totals = [
    count(real.length, "resource"),
    `${guarded} protected`,
    count(addonsOf(stack).length, "add-on"),
    `findings: ${findingCounts(stack)}`,
  ];
  const about = wrap(headline(stack), width - plan.stack.length - 2);
  const indent = " ".repeat(plan.stack.length + 2);
  return [
    ...about.map((line, index) => `${index === 0 ? `${paint.bold(plan.stack)}  ` : indent}${line}`),
    ...wrap(dotted(...totals), width),
    paint.dim("─".repeat(width)),
  ];
}

/** One line of the tree: a resource, or several of one type together. */
interface Row {
  readonly label: string;
  readonly resources: readonly PlannedResource[];
}

function rowsOf({ resources }: Part): readonly Row[] {
  const key = (resource: PlannedResource) => `${typeLabel(resource)} ${resource.type}`;
  const keys = [...new Set(resources.map(key))].sort();
  return keys.flatMap((it): readonly Row[] => {
    const same = resources.filter((resource) => key(resource) === it);
    const label = it.slice(0, it.indexOf(" "));
    const limit = same.every((resource) => factsOf(resource).length > 0) ? together.withFacts : together.plain;
    if (same.length >= limit) return [{ label: `${same.length} × ${label}`, resources: same }];
    return same.map((resource) => ({ label, resources: [resource] }));
  });
}

function columnsOf(parts: readonly Part[], width: number): Columns {
  const rows = parts.flatMap(rowsOf);
  const single = rows.filter(({ resources }) => resources.length === 1);
  const names = single.flatMap(({ resources }) => resources.map(({ name }) => name));
  const longest = (texts: readonly string[], limit: number) =>
    Math.min(limit, Math.max(0, ...texts.map((text) => text.length)));
  return {
    type:
      2 * step +
      longest(
        rows.map(({ label }) => label),
        Math.floor(width * 0.28),
      ),
    name: longest(names, Math.floor(width * 0.36)),
  };
}

function typeLabel({ type }: PlannedResource): string {
  return type.startsWith("pulumi:providers:") ? "Provider" : className(type);
}

function groupLines(group: Group, addons: ReadonlyMap<string, AddonView>, style: Style): readonly string[] {
  const { paint } = style;
  const columns = columnsOf(group.parts, style.width);
  const title = `${paint.bold(paint.cyan(group.title))}  ${paint.dim(String(group.count))}`;
  const children = group.parts.flatMap((part): readonly (readonly string[])[] => {
    if (part.title === undefined) return partLines(part, inside(columns, 1), style);
    // Add-ons have little in common: each has columns of its own.
    const own = group.id === "addons" ? columnsOf([part], style.width) : columns;
    const lines = partLines(part, inside(own, 2), style);
    return [[partTitle(part, addons, style), ...branches(lines, style)]];
  });
  return [title, ...branches(children, style)];
}

function inside({ type, name }: Columns, depth: number): Columns {
  return { type: type - depth * step, name };
}

function partTitle({ title = "", resources }: Part, addons: ReadonlyMap<string, AddonView>, style: Style): string {
  const { paint, width } = style;
  const start = `${paint.bold(title)}  ${paint.dim(String(resources.length))}`;
  const addon = addons.get(title);
  if (addon === undefined) return start;
  const namespaces = [...new Set(addon.releases.map(({ namespace }) => namespace))].join(", ");
  const about = dotted(
    versionsOf(addon) && `chart ${versionsOf(addon)}`,
    namespaces && `namespace ${namespaces}`,
    addon.origin,
    addon.needs.length > 0 ? `after ${addon.needs.join(", ")}` : undefined,
  );
  return `${start}  ${cut(about, width - 9 - title.length - String(resources.length).length)}`;
}

function partLines(part: Part, columns: Columns, style: Style): readonly (readonly string[])[] {
  return rowsOf(part).map((row) => rowLines(row, columns, style));
}

function rowLines({ label, resources }: Row, columns: Columns, style: Style): readonly string[] {
  const [first, ...more] = resources;
  const lines =
    first !== undefined && more.length === 0 ? [about(first, columns, style)] : names(resources, columns, style);
  const start = style.paint.dim(cut(label, columns.type).padEnd(columns.type));
  const indent = " ".repeat(columns.type);
  return lines.map((line, index) => `${index === 0 ? start : indent}  ${line}`);
}

/** The width that is left after a line's type. */
function roomOf({ type }: Columns, { width }: Style): number {
  return width - 2 * step - type;
}

function about(resource: PlannedResource, columns: Columns, style: Style): string {
  const { paint } = style;
  const name = cut(resource.name, columns.name);
  const mark = resource.protect ? "protected" : "";
  const room = roomOf(columns, style) - columns.name - 4 - (mark === "" ? 0 : mark.length + 3);
  const facts = room > 8 ? cut(dotted(...factsOf(resource)), room) : "";
  const end = [facts === "" ? "" : paint.dim(facts), mark === "" ? "" : paint.yellow(mark)].filter((it) => it !== "");
  return end.length === 0 ? name : `${name.padEnd(columns.name)}  ${end.join(" · ")}`;
}

function names(resources: readonly PlannedResource[], columns: Columns, style: Style): readonly string[] {
  const guarded = resources.filter(({ protect }) => protect).length;
  const mark = guarded === 0 ? [] : [guarded === resources.length ? "all protected" : `${guarded} protected`];
  const lines = wrap(resources.map(({ name }) => name).join(", "), roomOf(columns, style) - 2);
  return [...lines, ...mark.map(style.paint.yellow)];
}

/** Draws children under a title; a child's own further lines hang under its first. */
function branches(children: readonly (readonly string[])[], { paint }: Style): readonly string[] {
  return children.flatMap(([first = "", ...more], index) => {
    const last = index === children.length - 1;
    return [
      `${paint.dim(last ? "└─" : "├─")} ${first}`,
      ...more.map((line) => `${last ? "  " : paint.dim("│ ")} ${line}`),
    ];
  });
}
