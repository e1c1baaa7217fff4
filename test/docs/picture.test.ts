import assert from "node:assert/strict";
import { terminalPicture } from "../../scripts/terminalPicture";

const bold = (text: string) => `\u001b[1m${text}\u001b[22m`;
const cyan = (text: string) => `\u001b[36m${text}\u001b[39m`;

describe("a picture of a terminal", () => {
  it("draws each line's words in the column that they stand in, whatever the font", () => {
    const picture = terminalPicture(["ab    cd"], "two words");
    assert.match(picture, /<text x="20" y="34" textLength="16.8"[^>]*>ab<\/text>/);
    assert.match(picture, /<text x="70.4" y="34" textLength="16.8"[^>]*>cd<\/text>/);
  });

  it("keeps colours and weight", () => {
    const picture = terminalPicture([`${bold("big")} ${cyan("blue")} plain`], "looks");
    assert.match(picture, /font-weight="700">big</);
    const blue = /fill="(#\w+)">blue</.exec(picture)?.[1];
    const plain = /fill="(#\w+)">plain</.exec(picture)?.[1];
    assert.notEqual(blue, plain);
    assert.ok(!picture.includes("\u001b"));
  });

  it("takes text for text", () => {
    const picture = terminalPicture(["<name> & co"], "a < b");
    assert.match(picture, />&lt;name&gt; &amp; co<\/text>/);
    assert.match(picture, /<title>a &lt; b<\/title>/);
  });

  it("is the same for the same text", () => {
    assert.equal(terminalPicture([cyan("x")], "t"), terminalPicture([cyan("x")], "t"));
  });
});
