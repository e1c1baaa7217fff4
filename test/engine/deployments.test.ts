import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { planStack } from "../../planner/plan";
import { findProject, loadStack } from "../../planner/stacks";
import { Bench, ended } from "./deploymentSupport";

const root = path.join(__dirname, "../..");
const stack = "local";
const releaseType = "kubernetes:helm.sh/v3:Release";
const release = "prometheus-kube-prometheus-stack";
const urn = `urn:pulumi:local::kubernetes-architect::kubernetes-architect:index:Platform$kubernetes-architect:addons:Addon$${releaseType}::${release}`;

/** Runs something until it is true. */
async function until(what: string, holds: () => boolean, seconds = 60): Promise<void> {
  for (let tries = 0; tries < seconds * 20; tries += 1) {
    if (holds()) return;
    await sleep(50);
  }
  assert.fail(`waited in vain for ${what}`);
}

function lockFiles(folder: string): readonly string[] {
  return readdirSync(path.join(folder, "state"), { recursive: true, encoding: "utf8" }).filter((name) =>
    /locks.*\.json$/.test(name),
  );
}

describe("architect up, preview, refresh and destroy", function () {
  this.timeout(240_000);
  let bench: Bench;
  let planned: number;
  let all: number;

  before(async () => {
    const { resources } = await planStack(loadStack(findProject(root), stack));
    planned = resources.length;
    all = resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:")).length;
  });
  afterEach(() => bench.stop());

  it("take a stack through its life", async () => {
    bench = await Bench.start(stack);
    const preview = await bench.architect(["preview", stack, "--save-plan", "plan.json"]);
    assert.equal(preview.status, 0, preview.stderr);
    assert.match(preview.stdout, new RegExp(`local previewed in \\d+s: ${all} to create\\n`));
    assert.match(preview.stdout, /istio +\d+ to create +about \d+m/);
    assert.equal(bench.cloud.resources.length, 0);

    const up = await bench.architect(["up", stack, "--plan", "plan.json"]);
    assert.equal(up.status, 0, up.stderr);
    assert.match(up.stdout, /prometheus: started, about \d+m/);
    assert.match(up.stdout, new RegExp(`local up in \\d+s: ${all} created\\n`));
    assert.match(up.stdout, /access +kubectl --kubeconfig/);

    const again = await bench.architect(["up", stack]);
    assert.match(again.stdout, new RegExp(`local up in \\d+s: ${all} unchanged\\n`));

    bench.edit(stack, (text) => text.replace("    prometheus: {}\n", ""));
    const held = await bench.architect(["up", stack, "--plan", "plan.json"]);
    assert.equal(held.status, 1);
    assert.match(held.stderr, /violates plan/);
    assert.match(held.stderr, /Next: npm run architect -- preview local --save-plan FILE/);
    const without = await bench.architect(["preview", stack]);
    assert.match(without.stdout, /prometheus +\d+ to delete/);
    assert.match(without.stdout, /- prometheus-kube-prometheus-stack \(kubernetes:helm\.sh\/v3:Release\)/);

    const refresh = await bench.architect(["refresh", stack]);
    assert.match(refresh.stdout, new RegExp(`local refreshed in \\d+s: ${all} unchanged`));
    const destroy = await bench.architect(["destroy", stack]);
    assert.equal(destroy.status, 0, destroy.stderr);
    assert.match(destroy.stdout, new RegExp(`local destroyed in \\d+s: ${all} deleted`));
    assert.equal(bench.cloud.resources.length, 0);
  });

  it("write the engine's events to standard output and nothing else, without what the SDK logs for debugging", async () => {
    bench = await Bench.start(stack);
    const { status, stdout } = await bench.architect(["up", stack, "--json"]);
    assert.equal(status, 0);
    const events = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as EngineEvent);
    assert.ok(events.some(({ summaryEvent }) => summaryEvent?.resourceChanges.create === planned + 1));
    assert.deepEqual(
      events.filter(({ diagnosticEvent }) => String(diagnosticEvent?.severity) === "debug"),
      [],
    );
  });

  it("say which resource failed, the likely reason and what to run, and go on from there", async () => {
    bench = await Bench.start(stack);
    const message = "cannot re-use a name that is still in use";
    bench.cloud.faults.plant([{ urn, operation: "create", times: 1, when: "before", code: "Unknown", message }]);
    const { status, stderr } = await bench.architect(["up", stack]);
    assert.equal(status, 1);
    assert.match(
      stderr.replaceAll("\n", " "),
      /prometheus-kube-prometheus-stack \(.*Release\) in the phase prometheus could not be created/,
    );
    assert.match(
      stderr,
      /Next: helm uninstall kube-prometheus-stack --namespace monitoring, then npm run architect -- up local/,
    );
    assert.equal((await bench.architect(["up", stack])).status, 0);
  });

  it("finish what is under way at Ctrl-C, and leave a state that a rerun goes on from", async () => {
    bench = await Bench.start(stack, 0.05);
    const child = bench.begin(["up", stack]);
    const end = ended(child);
    await until("the first release", () => bench.cloud.resources.length > 8);
    child.kill("SIGINT");
    const { status, stderr } = await end;
    assert.equal(status, 130, stderr);
    assert.match(stderr, /local stopped: \d+ created/);
    assert.deepEqual(lockFiles(bench.folder), []);
    const again = await bench.architect(["up", stack]);
    assert.equal(again.status, 0, again.stderr);
    assert.equal(bench.cloud.resources.length, all);
  });

  it("wait for a lock as long as asked, then say who holds it", async () => {
    bench = await Bench.start(stack, 0.05);
    const first = bench.begin(["up", stack]);
    const firstEnd = ended(first);
    await until("the lock", () => bench.cloud.resources.length > 0);
    const refused = await bench.architect(["up", stack]);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /local is locked by \S+@\S+ \(pid \d+\) since /);
    assert.match(
      refused.stderr,
      /Next: npm run architect -- up local --wait-for-lock 10m; if nothing runs any more: pulumi cancel local/,
    );
    const [waited, { status }] = await Promise.all([bench.architect(["up", stack, "--wait-for-lock", "2m"]), firstEnd]);
    assert.equal(status, 0);
    assert.equal(waited.status, 0, waited.stderr);
    assert.match(waited.stdout + waited.stderr, /waiting for it/);
    assert.match(waited.stdout, new RegExp(`${all} unchanged`));
  });

  it("refuse to destroy a production stack before anything is deleted, unless its name is typed", async () => {
    bench = await Bench.start(stack);
    bench.edit(stack, (text) => text.replace("profile: development", "profile: production"));
    const up = await bench.architect(["up", stack, "--allow-findings"]);
    assert.equal(up.status, 0, up.stderr);
    const before = bench.cloud.resources.length;
    for (const args of [
      ["destroy", stack],
      ["destroy", stack, "--yes"],
      ["destroy", stack, "--confirm", "lokal"],
    ]) {
      const { status, stderr } = await bench.architect(args);
      assert.equal(status, 1);
      assert.match(stderr, /local is not destroyed, and nothing of it was touched: it is a production stack/);
      assert.match(stderr, /npm run architect -- destroy local --confirm local/);
    }
    assert.equal(bench.cloud.resources.length, before);
    assert.equal((await bench.architect(["destroy", stack, "--confirm", stack])).status, 0);
    assert.equal(bench.cloud.resources.length, 0);
  });
});
