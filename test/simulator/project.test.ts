import assert from "node:assert/strict";
import {
  appendFileSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { layOutProject } from "../../simulator/project";

describe("a sandbox's project", () => {
  let home = "";
  let root = "";
  let folder = "";
  beforeEach(() => {
    home = realpathSync(mkdtempSync(path.join(tmpdir(), "project-")));
    root = path.join(home, "checkout");
    folder = path.join(root, ".sandbox/project");
    mkdirSync(path.join(root, "stacks"), { recursive: true });
    writeFileSync(path.join(root, "Pulumi.yaml"), "name: p\n");
    writeFileSync(path.join(root, "index.ts"), "");
    writeFileSync(path.join(root, "stacks/Pulumi.x.yaml"), "config: { a: 1 }\n");
  });
  afterEach(() => rmSync(home, { recursive: true }));

  const copy = () => path.join(folder, "stacks/Pulumi.x.yaml");

  it("is the checkout, with stacks' files of its own", () => {
    layOutProject(root, folder);
    assert.equal(realpathSync(path.join(folder, "index.ts")), path.join(root, "index.ts"));
    appendFileSync(copy(), "encryptionsalt: v1:x\n");
    assert.doesNotMatch(readFileSync(path.join(root, "stacks/Pulumi.x.yaml"), "utf8"), /salt/);
  });

  it("does not link the folder that it is in itself", () => {
    layOutProject(root, folder);
    assert.equal(lstatSync(path.join(folder, ".sandbox"), { throwIfNoEntry: false }), undefined);
  });

  it("follows the checkout when it is laid out again, and keeps the salt that Pulumi added", () => {
    layOutProject(root, folder);
    appendFileSync(copy(), "encryptionsalt: v1:x\n");
    writeFileSync(path.join(root, "stacks/Pulumi.x.yaml"), "config: { a: 2 }\n");
    layOutProject(root, folder);
    assert.equal(readFileSync(copy(), "utf8"), "config: { a: 2 }\nencryptionsalt: v1:x\n");
  });
});
