import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { newAddon } from "../../scripts/newAddon";

const root = path.join(__dirname, "../..");
const copied = [
  "components",
  "planner",
  "policies",
  "deployments",
  "test/support",
  "loader.cjs",
  "Pulumi.yaml",
  "package.json",
];
const reloader = {
  repository: "https://stakater.github.io/stakater-charts",
  chartVersion: "2.2.16",
  kubernetes: ">=1.30.0",
};

describe("architect new addon", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "new-addon-"));
    for (const part of copied) cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
    mkdirSync(path.join(folder, "test/addons"), { recursive: true });
    symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const read = (file: string) => readFileSync(path.join(folder, file), "utf8");

  it("refuses a name that cannot be one, and changes nothing", () => {
    const before = read("components/addons/catalog.ts");
    assert.throws(() => newAddon(folder, "Reloader", reloader), /name: found "Reloader"; allowed: lower-case words/);
    assert.throws(() => newAddon(folder, "velero", reloader), /components\/addons\/velero is there already/);
    assert.throws(
      () => newAddon(folder, "reloader", { ...reloader, kubernetes: "new" }),
      /--kubernetes: found "new"; allowed: a semver range/,
    );
    assert.equal(read("components/addons/catalog.ts"), before);
  });

  it("makes an add-on that plans, with a test that passes", () => {
    const said = newAddon(folder, "config-reloader", { ...reloader, chart: "reloader" });
    assert.ok(said.includes("made components/addons/configReloader.ts"));
    assert.match(read("components/addons/catalog.ts"), /"config-reloader": \(\) => \(require\("\.\/configReloader"\)/);
    assert.match(
      read("components/versions.ts"),
      /"config-reloader": \{ repository: ".*", chart: "reloader", version: "2\.2\.16" \}/,
    );
    assert.match(
      read("components/compatibility.ts"),
      /"config-reloader": \[\{ chart: ">=2\.0\.0 <3\.0\.0", kubernetes: ">=1\.30\.0"/,
    );
    const mocha = path.join(root, "node_modules/mocha/bin/mocha.js");
    const file = "test/addons/configReloader.test.ts";
    const out = execFileSync(process.execPath, [mocha, "--no-config", "--require", "./loader.cjs", file], {
      cwd: folder,
    });
    assert.match(out.toString(), /3 passing/);
  });

  it("makes it once", () => {
    assert.throws(
      () => newAddon(folder, "config-reloader", reloader),
      /components\/addons\/configReloader\.ts is there already/,
    );
  });
});
