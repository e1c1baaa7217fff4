import type { Planned } from "../../several";
import { addonsOf, versionsOf } from "../addons";
import { groupsOf, isReal, sections } from "../groups";
import { cloudName, findingCounts, poolsOf, regionOf } from "../headline";
import type { Style } from "../style";
import { cut } from "../text";
import { draw, inTables, naturalWidths, type Row } from "./frame";

type Cell = (stack: Planned) => readonly string[];

const none = "–";

/** The rows of the table: what two stacks are compared by. */
const rows: readonly (readonly [title: string, cell: Cell])[] = [
  ["Cloud", ({ plan }) => [cloudName(plan.cloud)]],
  ["Profile", ({ plan }) => [plan.profile]],
  ["Kubernetes", ({ plan }) => [plan.kubernetesVersion]],
  ["Region", (stack) => [regionOf(stack) ?? none]],
  ["Node pools", pools],
  ["Add-ons", addons],
  ["Resources", resources],
  ["Findings", (stack) => findingCounts(stack).split(", ")],
];

function pools(stack: Planned): readonly string[] {
  const lines = poolsOf(stack).flatMap(({ name, size, instance, spot }) => [
    `${name}${spot ? " (spot)" : ""}`,
    `  ${size} × ${instance}`,
  ]);
  return lines.length > 0 ? lines : [none];
}

function addons(stack: Planned): readonly string[] {
  const found = addonsOf(stack);
  const longest = Math.max(0, ...found.map(({ name }) => name.length));
  const lines = found.map((addon) => `${addon.name.padEnd(longest)} ${versionsOf(addon)}`.trimEnd());
  return lines.length > 0 ? lines : [none];
}

function resources({ plan }: Planned): readonly string[] {
  const groups = groupsOf(plan);
  const counts = sections.flatMap(({ id, title }) => {
    const number = groups.find((group) => group.id === id)?.count;
    return number === undefined ? [] : [`${String(number).padStart(3)} ${title.toLowerCase()}`];
  });
  return [...counts, `${String(plan.resources.filter(isReal).length).padStart(3)} in all`];
}

const widestColumn = 34;

/** All stacks in one table, one column each; in several tables under each other where the width does not take them. */
export function renderSideBySide(stacks: readonly Planned[], style: Style): string {
  const titles = stacks.map(({ plan }) => plan.stack);
  const filled: readonly Row[] = rows.map(([title, cell]) => ({
    title,
    cells: stacks.map((stack) => cell(stack).map((line) => cut(line, widestColumn))),
  }));
  const titleWidth = Math.max(...rows.map(([title]) => title.length));
  const tables = inTables(naturalWidths(titles, filled), titleWidth, style.width);
  const drawn = tables.map((columns) =>
    draw(
      picked(titles, columns),
      filled.map((row) => ({ ...row, cells: picked(row.cells, columns) })),
      style,
    ),
  );
  return `${drawn.join("\n\n")}\n`;
}

function picked<T>(all: readonly T[], indexes: readonly number[]): readonly T[] {
  return indexes.map((index) => all[index]).filter((it) => it !== undefined);
}
