import assert from "node:assert/strict";
import { styleFor } from "../../../planner/render/style";
import { wrap } from "../../../planner/render/text";

const coloured = (stream: { isTTY?: boolean; columns?: number }, environment: NodeJS.ProcessEnv, colour = true) =>
  styleFor(stream, environment, colour).paint.bold("x") !== "x";

describe("the style of a stream", () => {
  it("has colours in a terminal only, unless they are forced", () => {
    assert.ok(coloured({ isTTY: true }, {}));
    assert.ok(!coloured({}, {}));
    assert.ok(coloured({}, { FORCE_COLOR: "1" }));
  });

  it("has none where somebody said so", () => {
    assert.ok(!coloured({ isTTY: true }, { NO_COLOR: "1" }));
    assert.ok(!coloured({ isTTY: true }, { TERM: "dumb" }));
    assert.ok(!coloured({ isTTY: true }, {}, false));
    assert.ok(coloured({ isTTY: true }, { NO_COLOR: "" }), "an empty NO_COLOR says nothing");
  });

  it("is as wide as the terminal, within reason, and 100 columns where nobody knows", () => {
    assert.equal(styleFor({ columns: 120 }, {}, true).width, 120);
    assert.equal(styleFor({ columns: 20 }, {}, true).width, 60);
    assert.equal(styleFor({ columns: 400 }, {}, true).width, 140);
    assert.equal(styleFor({}, {}, true).width, 100);
    assert.equal(styleFor({}, { COLUMNS: "80" }, true).width, 80);
  });
});

describe("wrapping", () => {
  it("breaks at spaces, and a word only where it is longer than a line", () => {
    assert.deepEqual(wrap("one two three", 7), ["one two", "three"]);
    assert.deepEqual(wrap("abcdefgh ij", 4), ["abcd", "efgh", "ij"]);
    assert.deepEqual(wrap("", 10), [""]);
  });
});
