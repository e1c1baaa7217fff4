/** Plain text with nothing in it that reads as HTML. */
export function plain(text: string): string {
  return text.replaceAll("<", "&lt;");
}

/** Text in code style. */
export function code(text: string): string {
  return `\`${text}\``;
}

/** A sentence: with a full stop, whoever wrote it. */
export function sentence(text: string): string {
  return /[.!?:]$/.test(text) ? text : `${text}.`;
}

/** Names in code style, one after the other; a dash for none. */
export function codes(names: readonly string[]): string {
  return names.length === 0 ? "–" : names.map(code).join(", ");
}

// A bar ends a cell, in code too, and so does the end of a line.
function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

/** A table; cells are Markdown already. Nothing for a table without rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** The anchor that GitHub gives a heading. */
export function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-");
}

/** A generated page: its title, and its parts with a blank line between each two. */
export function page(title: string, source: string, parts: readonly string[]): string {
  const note = `<!-- Written by \`npm run generate\` from ${source}. Changes here are lost. -->`;
  return `${[`# ${title}`, note, ...parts].filter((part) => part !== "").join("\n\n")}\n`;
}
