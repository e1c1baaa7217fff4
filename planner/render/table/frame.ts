import Table from "cli-table3";
import type { Style } from "../style";

/** A row: its title, then one cell a column; a cell's lines are under each other. */
export interface Row {
  readonly title: string;
  readonly cells: readonly (readonly string[])[];
}

const edge = {
  top: "─",
  "top-mid": "┬",
  "top-left": "┌",
  "top-right": "┐",
  bottom: "─",
  "bottom-mid": "┴",
  "bottom-left": "└",
  "bottom-right": "┘",
  left: "│",
  "left-mid": "├",
  mid: "─",
  "mid-mid": "┼",
  right: "│",
  "right-mid": "┤",
  middle: "│",
};

// A cell has a space on either side and a line after it.
const padding = 3;

/** How wide each column's longest line is, its title included. */
export function naturalWidths(titles: readonly string[], rows: readonly Row[]): readonly number[] {
  return titles.map((title, index) =>
    Math.max(title.length, ...rows.flatMap(({ cells }) => (cells[index] ?? []).map((line) => line.length))),
  );
}

/** Columns, left to right, in as few tables as the width allows: each has its columns' indexes. */
export function inTables(widths: readonly number[], titleWidth: number, width: number): readonly (readonly number[])[] {
  const tables: number[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const [index, column] of widths.entries()) {
    if (used + column + padding > width) {
      tables.push([]);
      used = titleWidth + padding + 1;
    }
    tables.at(-1)?.push(index);
    used += column + padding;
  }
  return tables;
}

/** Draws a table of these columns, with a line between its rows; rows of one line each stand together. */
export function draw(titles: readonly string[], rows: readonly Row[], { paint }: Style): string {
  const table = new Table({
    head: ["", ...titles.map((title) => paint.bold(title))],
    style: { head: [], border: [], compact: false },
    chars: Object.fromEntries(Object.entries(edge).map(([place, character]) => [place, paint.dim(character)])),
  });
  for (const together of bands(rows)) {
    const cells = titles.map((_, index) => together.flatMap((row) => row.cells[index] ?? []).join("\n"));
    table.push([together.map(({ title }) => paint.cyan(title)).join("\n"), ...cells]);
  }
  return table.toString();
}

function isShort({ cells }: Row): boolean {
  return cells.every((lines) => lines.length === 1);
}

function bands(rows: readonly Row[]): readonly (readonly Row[])[] {
  const result: Row[][] = [];
  for (const row of rows) {
    const last = result.at(-1);
    if (last !== undefined && isShort(row) && last.every(isShort)) last.push(row);
    else result.push([row]);
  }
  return result;
}
