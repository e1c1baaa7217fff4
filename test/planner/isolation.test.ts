import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { exampleStacks, planExample } from "../support/charts";

const root = path.join(__dirname, "../..");

const sdks: Readonly<Record<string, readonly string[]>> = {
  eks: ["aws", "eks"],
  aks: ["azure-native"],
  gke: ["gcp"],
  existing: [],
};

const everySdk = ["aws", "azure-native", "eks", "gcp"];

/** The clouds' SDKs that a process has loaded once it has planned a stack. */
function loadedBy(stack: string): readonly string[] {
  const script = `
    require("./loader.cjs");
    const { planExample } = require("./test/support/charts.ts");
    planExample(${JSON.stringify(stack)}).then(() => {
      const files = Object.keys(require.cache).join("\\n");
      console.log(JSON.stringify(${JSON.stringify(everySdk)}.filter((name) => files.includes("/@pulumi/" + name + "/"))));
    });`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--eval", script], { cwd: root, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as string[];
}

describe("planning a stack", () => {
  for (const stack of exampleStacks()) {
    it(`loads the SDK of ${stack}'s cloud and no other`, async () => {
      const { cloud } = await planExample(stack);
      assert.deepEqual(loadedBy(stack), sdks[cloud]);
    });
  }
});
