import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { charts } from "../../components/versions";
import { leafPaths } from "../../scripts/chartValues";
import { valuesByChart } from "../support/charts";

interface KnownPaths {
  readonly version: string;
  readonly paths: readonly { readonly path: readonly string[]; readonly kind: "value" | "open" }[];
}

const file = path.join(__dirname, "../data/chart-paths.json");
const data = JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, KnownPaths>>;

const refresh = "run scripts/chartData.ts on a folder of the charts";

/** True when the chart has the path, or takes anything at a place above it. */
function isKnown(leaf: readonly string[], { paths }: KnownPaths): boolean {
  return paths.some(({ path: known, kind }) => {
    const starts = known.every((key, index) => key === leaf[index]);
    return starts && (kind === "open" ? leaf.length >= known.length : leaf.length === known.length);
  });
}

describe("chart values", () => {
  it("are known at the version that is pinned", () => {
    const pinned = Object.fromEntries(Object.entries(charts).map(([name, { version }]) => [name, version]));
    const known = Object.fromEntries(Object.entries(data).map(([name, { version }]) => [name, version]));
    assert.deepEqual(known, pinned, refresh);
  });

  it("stand at paths that the chart has, in every example stack and every variant of options", async () => {
    const unknown: string[] = [];
    for (const [name, sets] of await valuesByChart()) {
      const known = data[name];
      assert.ok(known, name);
      for (const leaf of sets.flatMap((values) => leafPaths(values))) {
        if (!isKnown(leaf, known)) unknown.push(`${name}: ${leaf.join(".")}`);
      }
    }
    assert.deepEqual([...new Set(unknown)], [], refresh);
  });

  it("are set for every chart that is pinned", async () => {
    const used = await valuesByChart();
    assert.deepEqual(
      Object.keys(charts).filter((name) => !used.has(name)),
      [],
    );
  });
});
