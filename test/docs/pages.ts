import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

export const root = path.join(__dirname, "..", "..");

/** A page of the documentation. */
export interface Page {
  /** Its path from the project's root. */
  readonly file: string;
  readonly text: string;
}

/** Every page that people read: README, CONTRIBUTING, docs. */
export function pages(): readonly Page[] {
  const docs = readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => path.posix.join("docs", file.split(path.sep).join("/")));
  return ["README.md", "CONTRIBUTING.md", ...docs.sort()].map((file) => ({
    file,
    text: readFileSync(path.join(root, file), "utf8"),
  }));
}

/** A piece of code in a page. */
export interface Snippet {
  readonly file: string;
  /** The line that it starts on. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

/** The fenced code of a page, with the indentation of the fence taken off. */
export function snippets({ file, text }: Page): readonly Snippet[] {
  const found: Snippet[] = [];
  let open: { readonly indent: number; readonly language: string; readonly line: number; lines: string[] } | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    const fence = /^( *)```(\S*)/.exec(line);
    if (fence === null) open?.lines.push(line.slice(open.indent));
    else if (open === undefined)
      open = { indent: fence[1]?.length ?? 0, language: fence[2] ?? "", line: index + 2, lines: [] };
    else {
      found.push({ file, line: open.line, language: open.language, text: open.lines.join("\n") });
      open = undefined;
    }
  }
  return found;
}

/** A page's text without its fenced code. */
export function prose({ text }: Page): string {
  return text.replace(/^ *```[\s\S]*?^ *```$/gm, "");
}
