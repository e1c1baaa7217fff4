import assert from "node:assert/strict";
import fc from "fast-check";
import { code, html, mermaidText, plain } from "../../../planner/render/escape";

const nasty = fc.string({ unit: fc.constantFrom(...'|`\\<>"#&[]{}();*_~$\n ab'), maxLength: 20 });

/** The columns that GitHub sees in a table's row: split at pipes that no backslash is in front of. */
const columnsIn = (row: string) => row.split(/(?<!\\)\|/).length;

describe("escaping", () => {
  it("keeps a code span in one column of a table, whatever is in it", () => {
    fc.assert(fc.property(nasty, (text) => columnsIn(`| ${code(text)} | end |`) === 4));
  });

  it("closes a code span with more backticks than the text has in a row", () => {
    assert.equal(code("a`b"), "`` a`b ``");
    assert.equal(code("a``b"), "``` a``b ```");
    assert.equal(code("${vpc.id}"), "`${vpc.id}`");
  });

  it("leaves no markup and no line break in running text", () => {
    assert.equal(plain("a|b `c` *d*\n<e>"), "a\\|b \\`c\\` \\*d\\* &#60;e&#62;");
    fc.assert(fc.property(nasty, (text) => !/\n|<|>/.test(plain(text)) && columnsIn(`| ${plain(text)} |`) === 3));
  });

  it("mentions nobody", () => {
    assert.ok(!plain("ask @somebody").includes("@somebody"));
  });

  it("lets nothing end a tag's content or a diagram's quotes", () => {
    fc.assert(fc.property(nasty, (text) => !/[<>"]/.test(html(text))));
    fc.assert(fc.property(nasty, (text) => /^([^#"`<>&|[\](){}\\\n;]|#\d+;)*$/.test(mermaidText(text))));
  });
});
