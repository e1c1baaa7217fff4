/**
 * Rows as plain text in columns, each as wide as its longest cell, two spaces apart; the first row is the head.
 * @returns lines, each with its end
 */
export function inColumns(rows: readonly (readonly (string | number)[])[]): string {
  const texts = rows.map((row) => row.map(String));
  const widths = (texts[0] ?? []).map((_, column) => Math.max(...texts.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return texts.map((row) => `${line(row)}\n`).join("");
}
