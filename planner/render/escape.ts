/** Text for Markdown's running text and tables: nothing in it is markup, and it stays on one line. */
export function plain(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]<>#|~$]/g, (character) => (/[<>]/.test(character) ? entity(character) : `\\${character}`))
    .replace(/(^|\s)@(?=\w)/g, "$1@\u200b");
}

/**
 * Text as a code span, also within a table: a pipe is escaped, which tables ask for even in code, and a text with
 * backticks stands between more of them than it has in a row. Source: GitHub Flavored Markdown, sections 4.10 and 6.3.
 */
export function code(text: string): string {
  const line = oneLine(text);
  if (line === "") return "";
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const padding = longest > 0 ? " " : "";
  return `${fence}${padding}${line.replaceAll("|", "\\|")}${padding}${fence}`;
}

/** Text for the inside of an HTML tag such as `<summary>`. */
export function html(text: string): string {
  return oneLine(text).replace(/[&<>"]/g, entity);
}

/**
 * Text for a quoted label of a Mermaid diagram, where nothing can end the quotes or be taken for markup. Source: Mermaid,
 * "Flowcharts – Basic Syntax", entity codes to escape characters.
 */
export function mermaidText(text: string): string {
  return oneLine(text).replace(/[#"`<>&|[\](){}\\;]/g, (character) => `#${character.codePointAt(0)};`);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function entity(character: string): string {
  return `&#${character.codePointAt(0)};`;
}
