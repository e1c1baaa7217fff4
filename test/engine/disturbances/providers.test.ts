import assert from "node:assert/strict";
import { startControl } from "../../../simulator/control";
import { Bench, ended } from "../deploymentSupport";
import { follow } from "./shell";
import { assertAsPlanned, assertDone, assertTold, hold } from "./told";

describe("a provider that is killed", function () {
  this.timeout(240_000);
  let bench: Bench;
  let control: Awaited<ReturnType<typeof startControl>> | undefined;

  afterEach(() => {
    control?.close();
    bench.stop();
  });

  it("in the middle of what only the cloud can name leaves it to be found by its tags, and not made twice", async () => {
    const stack = "ephemeral";
    bench = await Bench.start(stack);
    control = await startControl(bench.cloud, () => undefined);
    // Where a search of the cloud goes in a sandbox.
    bench.more.ARCHITECT_SANDBOX = control.address;
    const held = hold(bench.cloud, "create", "aws:ec2/vpc:Vpc");
    const end = ended(bench.begin(["up", stack]));
    await held.reached;
    bench.providers.kill("aws");
    held.release();
    const killed = await end;
    await bench.providers.revive("aws");
    assertTold(killed, /so that it may have been made or not/);
    const again = await bench.architect(["up", stack]);
    assert.equal(again.status, 1);
    assert.match(again.stderr.replace(/\s+/g, " "), /or got no answer to that.*Nothing was done/);
    assertDone(await follow(bench, killed.stderr));
    await assertAsPlanned(bench, stack);
  });

  it("before anything is asked of it is named, and the next run goes on", async () => {
    const stack = "local";
    bench = await Bench.start(stack);
    bench.providers.kill("kubernetes");
    const killed = await bench.architect(["up", stack]);
    assertTold(killed, /The provider's process is gone/);
    await bench.providers.revive("kubernetes");
    assertDone(await follow(bench, killed.stderr));
    await assertAsPlanned(bench, stack);
  });
});
