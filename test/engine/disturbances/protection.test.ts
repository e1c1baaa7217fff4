import assert from "node:assert/strict";
import { findPulumi } from "../../../deployments/pulumi";
import { Bench } from "../deploymentSupport";
import { EngineStack } from "../support";
import { assertEnded, Inline, saidOf } from "./inline";
import { assertDone, assertTold } from "./told";

const stack = "local";
const mutating = ["create", "update", "delete"];

/** What the clouds were asked to change while something ran. */
async function changesDuring<T>(
  cloud: Bench["cloud"],
  run: () => Promise<T>,
): Promise<readonly [T, readonly string[]]> {
  const before = cloud.calls.length;
  const result = await run();
  const changed = cloud.calls.slice(before).filter(({ operation }) => mutating.includes(operation));
  return [result, changed.map(({ urn }) => urn)];
}

async function protect(bench: Bench): Promise<void> {
  const { command } = await findPulumi(process.env);
  const { status, stderr } = await bench.pulumi(command, ["state", "protect", "--all", "--yes", "--stack", stack]);
  assert.equal(status, 0, stderr);
}

const expired = `  kubernetes-architect:lifetime:
    owner: tests
    expiresAt: "2020-01-01T00:00Z"
`;

describe("a stack with something in it that is protected", function () {
  this.timeout(240_000);
  let bench: Bench;

  afterEach(() => bench?.stop());

  it("is not touched by a destroy, whatever the config says and although its name is typed", async () => {
    bench = await Bench.start(stack);
    assertDone(await bench.architect(["up", stack]));
    await protect(bench);
    const [refused, changes] = await changesDuring(bench.cloud, () =>
      bench.architect(["destroy", stack, "--confirm", stack]),
    );
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /nothing of it was touched: these resources are still protected/);
    assert.deepEqual(changes, []);
  });

  it("is not touched by ephemeral destroy or the reaper", async () => {
    bench = await Bench.start(stack);
    bench.edit(stack, (text) => text.replace("profile: development", "profile: ephemeral") + expired);
    assertDone(await bench.architect(["up", stack]));
    await protect(bench);
    for (const args of [["destroy", stack], ["reap"]]) {
      const [kept, changes] = await changesDuring(bench.cloud, () => bench.architect(["ephemeral", ...args]));
      assert.equal(kept.status, 1, kept.stderr);
      assert.match(kept.stderr.replace(/\s+/g, " "), /local is not gone: .*these resources are protected/);
      assert.deepEqual(changes, []);
    }
  });

  it("is not touched by an update that replaces it, also where nobody is asked and nothing was previewed", async () => {
    const production = "prod-azure";
    bench = await Bench.start(production);
    assertDone(await bench.architect(["up", production, "--yes"]));
    // A release that would change first, and a range of addresses that no cluster changes.
    bench.edit(production, (text) =>
      text
        .replace("serviceCidr: 10.31.0.0/16", "serviceCidr: 10.32.0.0/16")
        .replace("prometheus: {}", "prometheus: { retention: 3d }"),
    );
    const [refused, changes] = await changesDuring(bench.cloud, () => bench.architect(["up", production, "--yes"]));
    assertTold(refused, /marked for protection/, /Nothing of prod-azure was touched/);
    assert.deepEqual(changes, []);
  });

  it("is held by its state at the moment of the destroy, not by what was read before", async () => {
    const engine = await EngineStack.create(stack);
    try {
      const inline = new Inline(engine);
      assertEnded(await inline.run("up"));
      const before = await inline.opened();
      await engine.command("state", "protect", "--all", "--yes");
      const [outcome, changes] = await changesDuring(engine.cloud, () => inline.run("destroy", { opened: before }));
      assert.match(saidOf(outcome), /nothing was touched, since these resources are protected: /);
      assert.deepEqual(changes, []);
    } finally {
      engine.close();
    }
  });
});
