import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { findProject } from "../../planner/stacks";
import { architect, root } from "./run";

const { stacks } = findProject(root);

const credentials = {
  AWS_ACCESS_KEY_ID: "AKIAPLANTEDPLANTED00",
  AWS_SECRET_ACCESS_KEY: "planted",
  AWS_REGION: "us-east-2",
  AWS_PROFILE: "planted",
  ARM_CLIENT_ID: "planted",
  ARM_SUBSCRIPTION_ID: "planted",
  AZURE_TENANT_ID: "planted",
  GOOGLE_CREDENTIALS: "planted",
  GOOGLE_PROJECT: "planted",
  GOOGLE_REGION: "us-east4",
  CLOUDSDK_CORE_PROJECT: "planted",
  KUBECONFIG: "/planted/kubeconfig",
  PULUMI_K8S_ENABLE_SERVER_SIDE_APPLY: "false",
};

function watched(args: readonly string[]) {
  const folder = mkdtempSync(path.join(tmpdir(), "architect-"));
  const log = path.join(folder, "log");
  try {
    const ended = architect(args, { preload: path.join(__dirname, "offline.cjs"), env: { ARCHITECT_TEST_LOG: log } });
    return { ...ended, log: readFileSync(log, "utf8").split("\n") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("a plan's surroundings", () => {
  it("do not matter: with credentials in the environment it is the same, byte for byte", () => {
    const args = ["plan", ...stacks, "--format", "json"];
    const without = architect(args);
    const within = architect(args, { env: credentials });
    assert.equal(without.stderr, "", "warnings of the SDKs would be here");
    assert.equal(JSON.parse(without.stdout).length, stacks.length);
    assert.equal(within.stdout, without.stdout);
    assert.ok(!within.stdout.includes("planted") && !within.stdout.includes("us-east-2"));
  });

  it("are not reached: no socket is opened and no name is looked up", () => {
    const { status, log } = watched(["plan", ...stacks, "--format", "json"]);
    assert.notEqual(status, 2, "it would not have planned");
    assert.deepEqual(
      log.filter((line) => line.startsWith("opened")),
      [],
    );
    assert.ok(log.includes("loaded @pulumi/pulumi"), "the log says what was loaded");
  });

  it("are not loaded: JSON needs nothing that draws tables, and a local stack no cloud's SDK", () => {
    const { log } = watched(["plan", "local", "--format", "json"]);
    for (const name of [
      "cli-table3",
      "string-width",
      "@pulumi/aws",
      "@pulumi/azure-native",
      "@pulumi/gcp",
      "@pulumi/eks",
    ])
      assert.ok(!log.includes(`loaded ${name}`), name);
  });
});
