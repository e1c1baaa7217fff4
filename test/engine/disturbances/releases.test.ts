import assert from "node:assert/strict";
import { Bench, type Ended, ended } from "../deploymentSupport";
import { follow, releaseIn } from "./shell";
import { assertAsPlanned, assertDone, assertTold, hold } from "./told";

const stack = "local";
const releaseType = "kubernetes:helm.sh/v3:Release";
const metrics = "monitoring/kube-prometheus-stack";
const urn =
  "urn:pulumi:local::kubernetes-architect::kubernetes-architect:index:Platform$kubernetes-architect:addons:Addon$kubernetes:helm.sh/v3:Release::prometheus-kube-prometheus-stack";

const statusOf = (bench: Bench, id: string) => (releaseIn(bench.cloud, id).outputs.status as { status: string }).status;

/** An up whose kubernetes provider is killed while Helm is at a release. */
async function killedAt(bench: Bench, operation: "create" | "update"): Promise<Ended> {
  const held = hold(bench.cloud, operation, releaseType, "prometheus-kube-prometheus-stack");
  const end = ended(bench.begin(["up", stack]));
  await held.reached;
  bench.providers.kill("kubernetes");
  held.release();
  const run = await end;
  await bench.providers.revive("kubernetes");
  return run;
}

describe("a Helm release", function () {
  this.timeout(240_000);
  let bench: Bench;

  afterEach(() => bench.stop());

  it("that is rolled back since its pods did not become ready is installed by the next up", async () => {
    bench = await Bench.start(stack);
    const message =
      "release kube-prometheus-stack failed, and has been uninstalled due to atomic being set: context deadline exceeded";
    bench.cloud.faults.plant([{ urn, operation: "create", times: 1, when: "before", code: "Unknown", message }]);
    assertTold(await bench.architect(["up", stack]), /did not become ready in time/, /kubectl get pods/);
    assertDone(await bench.architect(["up", stack]));
    await assertAsPlanned(bench, stack);
  });

  it("that is left failed, since it could not be rolled back, is upgraded by the next up, also after a refresh", async () => {
    bench = await Bench.start(stack);
    const message =
      "an error occurred while uninstalling the release. original install error: context deadline exceeded";
    bench.cloud.faults.plant([{ urn, times: 1, when: "part", code: "Unknown", message }]);
    assertTold(await bench.architect(["up", stack]), /kube-prometheus-stack .* could not be created/);
    assert.equal(statusOf(bench, metrics), "failed");
    assertDone(await bench.architect(["refresh", stack]));
    const again = await bench.architect(["up", stack]);
    assertDone(again);
    assert.match(again.stderr, /Helm calls prometheus-kube-prometheus-stack failed: it is upgraded once more/);
    assert.equal(statusOf(bench, metrics), "deployed");
    await assertAsPlanned(bench, stack);
  });

  it("whose first install was killed is uninstalled and installed again by what the message says", async () => {
    bench = await Bench.start(stack);
    const killed = await killedAt(bench, "create");
    assert.equal(statusOf(bench, metrics), "pending-install");
    assertTold(killed, /The cloud's answer got lost/);
    const recovered = await follow(bench, killed.stderr);
    assertDone(recovered);
    assert.match(recovered.stderr, /never finished, so it is made again: prometheus-kube-prometheus-stack/);
    assert.equal(statusOf(bench, metrics), "deployed");
    await assertAsPlanned(bench, stack);
  });

  it("whose upgrade was killed is rolled back and upgraded by what the message says", async () => {
    bench = await Bench.start(stack);
    assertDone(await bench.architect(["up", stack]));
    bench.edit(stack, (text) => text.replace("    prometheus: {}\n", '    prometheus: { retention: "3d" }\n'));
    assertTold(await killedAt(bench, "update"), /The cloud's answer got lost/);
    assert.equal(statusOf(bench, metrics), "pending-upgrade");
    const again = await bench.architect(["up", stack]);
    assertTold(
      again,
      /another operation \(install\/upgrade\/rollback\) is in progress/,
      /Helm still takes it for running/,
    );
    assertDone(await follow(bench, again.stderr), /1 updated/);
    assert.equal(statusOf(bench, metrics), "deployed");
  });

  it("of which somebody else's run keeps the name is named with the command that takes it away", async () => {
    bench = await Bench.start(stack);
    const message = "cannot re-use a name that is still in use";
    bench.cloud.faults.plant([{ urn, operation: "create", times: 1, when: "before", code: "Unknown", message }]);
    const run = await bench.architect(["up", stack]);
    assertTold(run, /Helm kept its record/, /Next: helm uninstall kube-prometheus-stack --namespace monitoring, then/);
  });
});
