import assert from "node:assert/strict";
import { isTorn } from "../../ephemeral/backend";

describe("what the CLI says of a state that somebody else is changing", () => {
  it("is known, so that it is tried again", () => {
    for (const said of [
      "error: EOF\n",
      "error: failed to load checkpoint: EOF",
      "error: unexpected end of JSON input\n",
      'error: getting snapshot: failed to load checkpoint: blob (key ".pulumi/stacks/p/x.json") (code=NotFound): stat /b/x.json: no such file or directory',
      "Panic: runtime error: invalid memory address … github.com/pulumi/pulumi/pkg/v3/backend/diy.(*diyBackend).getTarget(0x1",
    ])
      assert.ok(isTorn(said), said);
  });

  it("is told from what a cloud says, which does not pass", () => {
    for (const said of [
      "AccessDenied: EOF in policy document",
      "error: update failed",
      'NotFound: role "x" (code=NotFound)',
    ])
      assert.ok(!isTorn(said), said);
  });
});
