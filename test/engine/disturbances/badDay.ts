import assert from "node:assert/strict";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { LookUp } from "../../../deployments/lookUp";
import { freeDeadLocks } from "../../../ephemeral/deadLocks";
import { mendAttributes } from "../../../ephemeral/fileBackend";
import { lookUp } from "../../../ephemeral/lookUp";
import { startControl } from "../../../simulator/control";
import { EngineStack, type Values } from "../support";
import { leaveHeld } from "./finalizers";
import { assertEnded, Inline, saidOf } from "./inline";
import { readLock } from "./lockFiles";
import { assertAsPlanned, hold, until } from "./told";

const releaseType = "kubernetes:helm.sh/v3:Release";

/** One disturbance after the other on one stack, each followed by a run that goes on. Each test goes on from the last. */
export function describeBadDay(name: string, late: string): void {
  describe(`a bad day of ${name}`, function () {
    this.timeout(240_000);
    let stack: EngineStack;
    let inline: Inline;
    let url: string;
    let control: Awaited<ReturnType<typeof startControl>>;

    before(async () => {
      stack = await EngineStack.create(name);
      inline = new Inline(stack);
      control = await startControl(stack.cloud, () => undefined);
      stack.cloud.policy = { throttleEach: 2 };
      url = `file://${stack.folder}/state`;
    });
    after(() => {
      control?.close();
      stack?.close();
    });

    // Where a search in the clouds goes in a sandbox.
    const inSandbox: LookUp = async (...args) => {
      const { ARCHITECT_SANDBOX: before } = process.env;
      process.env.ARCHITECT_SANDBOX = control.address;
      try {
        return await lookUp(...args);
      } finally {
        if (before === undefined) delete process.env.ARCHITECT_SANDBOX;
        else process.env.ARCHITECT_SANDBOX = before;
      }
    };

    it("all calls are throttled, and its engine is killed in the middle", async () => {
      const held = hold(stack.cloud, "create", late);
      const run = inline.run("up");
      await Promise.race([held.reached, run]);
      process.kill(readLock(stack).pid, "SIGKILL");
      held.release();
      assert.match(saidOf(await run), /The engine was killed/);
      await until("what the cloud was doing", () => stack.cloud.resources.some(({ type }) => type === late));
      assert.equal(freeDeadLocks(url, "kubernetes-architect", name, hostname()), 1);
      await sleep(2100);
      mendAttributes(url, "kubernetes-architect");
      await inline.recover(inSandbox);
    });

    it("goes on, until a provider is killed in the middle of a release", async () => {
      const held = hold(stack.cloud, "create", releaseType);
      const run = inline.run("up");
      await Promise.race([held.reached, run]);
      const { lock } = await inline.run("up");
      assert.match(lock?.holder ?? "", /^\S+@\S+ \(pid \d+\) since \S+$/, "nobody else gets in meanwhile");
      stack.providers.kill("kubernetes");
      held.release();
      assert.match(saidOf(await run), /The cloud's answer got lost/);
      await stack.providers.revive("kubernetes");
      await inline.recover(inSandbox);
    });

    it("goes on, until a release is left failed", async () => {
      const message =
        "an error occurred while uninstalling the release. original install error: context deadline exceeded";
      stack.cloud.faults.plant([
        { type: releaseType, operation: "create", times: 1, when: "part", code: "Unknown", message },
      ]);
      assert.match(saidOf(await inline.run("up")), /did not become ready in time/);
    });

    it("goes on, and has everything once", async () => {
      assertEnded(await inline.run("up"));
      await assertAsPlanned(stack, name);
      const statuses = stack.cloud.resources.flatMap(({ type, outputs }) =>
        type === releaseType ? [(outputs.status as { status: string }).status] : [],
      );
      assert.deepEqual([...new Set(statuses)], ["deployed"]);
    });

    it("loses an add-on whose namespace does not end, once nothing holds it", async () => {
      const held = leaveHeld(stack.cloud, "monitoring");
      stack.edit(({ addons }) => {
        (addons as Values).prometheus = false;
      });
      const said = saidOf(await inline.run("up"));
      assert.match(said, /something in it has a finalizer/);
      assert.match(said, /Next: kubectl get namespace monitoring /);
      stack.cloud.drift(held.type, held.id, undefined);
      assertEnded(await inline.run("up"));
      await assertAsPlanned(stack, name);
    });
  });
}
