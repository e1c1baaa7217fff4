import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as path from "node:path";

const root = path.resolve(__dirname, "../../..");

// A process of its own, since this one has loaded other clouds for other tests.
const program = `
const { planOf } = require("./test/support/plan.ts");
planOf({ cluster: { cloud: "gke", project: "acme-platform", region: "europe-west1" } }).then(() => {
  const packages = Object.keys(require.cache).flatMap((file) => /@pulumi\\/[^/\\\\]+/.exec(file.replaceAll("\\\\", "/")) ?? []);
  console.log(JSON.stringify([...new Set(packages)]));
});
`;

describe("a plan for GKE", () => {
  it("loads Google Cloud's SDK and no other cloud's", () => {
    const output = execFileSync(process.execPath, ["--require", "./loader.cjs", "--eval", program], { cwd: root });
    const packages = JSON.parse(output.toString()) as string[];
    assert.ok(packages.includes("@pulumi/gcp"));
    for (const other of ["@pulumi/aws", "@pulumi/eks", "@pulumi/azure-native", "@pulumi/awsx"])
      assert.ok(!packages.includes(other), other);
  });
});
