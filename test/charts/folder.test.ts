import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { findChart } from "../../charts/folder";
import { sourceOf } from "../../charts/pull";

const base = { name: "base", version: "1.30.3", pin: "istio-base" } as const;

describe("a folder of charts", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "charts-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const unpacked = (name: string) => {
    mkdirSync(path.join(folder, name));
    writeFileSync(path.join(folder, name, "Chart.yaml"), "name: x\n");
    return path.join(folder, name);
  };

  it("has a chart under its name in its repository, or under ours", () => {
    const theirs = unpacked("base");
    assert.equal(findChart(folder, base), theirs);
    assert.equal(findChart(folder, base), theirs);
    const ours = unpacked("istio-base");
    assert.equal(findChart(folder, base), ours);
  });

  it("has a chart as helm pulls it, of the version that is asked for only", () => {
    writeFileSync(path.join(folder, "base-1.30.3.tgz"), "");
    assert.equal(findChart(folder, base), path.join(folder, "base-1.30.3.tgz"));
    assert.throws(
      () => findChart(folder, { ...base, version: "1.30.4" }),
      /chart base 1\.30\.4 is not in .*: looked for istio-base, base, base-1\.30\.4\.tgz/,
    );
  });

  it("is filled from each chart's repository, or from the mirror that was named", () => {
    const listed = { addon: "istio", chart: "base", version: "1.30.3", repository: "https://charts.example.com" };
    assert.deepEqual(sourceOf(listed, undefined), ["base", "--repo", "https://charts.example.com"]);
    assert.deepEqual(sourceOf(listed, "oci://mirror.example.com/charts/"), ["oci://mirror.example.com/charts/base"]);
  });
});
