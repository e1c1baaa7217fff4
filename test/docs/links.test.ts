import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { anchor } from "../../scripts/reference/markdown";
import { type Page, pages, prose, root } from "./pages";

interface Link {
  readonly page: string;
  readonly target: string;
}

function linksOf(page: Page): readonly Link[] {
  const text = prose(page).replace(/`[^`\n]*`/g, "code");
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => ({ page: page.file, target: match[1] ?? "" }));
}

const links = pages().flatMap(linksOf);
const inside = links.filter(({ target }) => !/^[a-z]+:/.test(target));

function fileOf({ page, target }: Link): string {
  const [file = ""] = target.split("#");
  return file === "" ? page : path.posix.join(path.posix.dirname(page), file);
}

function anchorsOf(file: string): readonly string[] {
  const text = prose({ file, text: readFileSync(path.join(root, file), "utf8") });
  const seen = new Map<string, number>();
  return [...text.matchAll(/^#+ (.+)$/gm)].map((match) => {
    const name = anchor(match[1] ?? "");
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return before === 0 ? name : `${name}-${before}`;
  });
}

describe("links in the documentation", () => {
  it("lead to files that exist", () => {
    const broken = inside.filter((link) => !existsSync(path.join(root, fileOf(link))));
    assert.deepEqual(broken, []);
    assert.ok(inside.length > 80, `only ${inside.length} links found`);
  });

  it("lead to headings that exist", () => {
    const toHeadings = inside.filter(({ target }) => target.includes("#"));
    const broken = toHeadings.filter((link) => !anchorsOf(fileOf(link)).includes(link.target.split("#")[1] ?? ""));
    assert.deepEqual(broken, []);
    assert.ok(toHeadings.length > 20, `only ${toHeadings.length} links to headings found`);
  });

  it("go to other sites over https", () => {
    const outside = links.filter(({ target }) => /^[a-z]+:/.test(target));
    assert.deepEqual(
      outside.filter(({ target }) => !target.startsWith("https://")),
      [],
    );
  });

  it("reach every page of docs from the index", () => {
    const linked = new Set(links.filter(({ page }) => page === "docs/README.md").map(fileOf));
    const missed = pages().filter(
      ({ file }) => file.startsWith("docs/") && file !== "docs/README.md" && !linked.has(file),
    );
    assert.deepEqual(
      missed.map(({ file }) => file),
      [],
    );
  });
});
