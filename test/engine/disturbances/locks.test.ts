import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { Bench, ended } from "../deploymentSupport";
import { lockFiles, readLock } from "./lockFiles";
import { follow } from "./shell";
import { assertAsPlanned, assertDone, assertTold, hold, until } from "./told";

const stack = "local";
const releaseType = "kubernetes:helm.sh/v3:Release";
const release = "prometheus-kube-prometheus-stack";

/** An up whose engine is killed while it makes a release; the lock and what it had begun stay. */
async function killedEngine(bench: Bench) {
  const held = hold(bench.cloud, "create", releaseType, release);
  const end = ended(bench.begin(["up", stack]));
  await held.reached;
  process.kill(readLock(bench).pid, "SIGKILL");
  held.release();
  const run = await end;
  await until("what the cloud was doing", () => bench.cloud.resources.some(({ urn }) => urn.endsWith(`::${release}`)));
  return run;
}

describe("a stack's lock", function () {
  this.timeout(240_000);
  let bench: Bench;

  beforeEach(async () => {
    bench = await Bench.start(stack);
  });
  afterEach(() => bench.stop());

  it("of a killed engine is taken away by what the message says, and what it had begun is taken in", async () => {
    const killed = await killedEngine(bench);
    assertTold(killed, /The engine was killed/);
    assert.equal(lockFiles(bench).length, 1);
    const recovered = await follow(bench, killed.stderr, /--recover/);
    assertDone(recovered);
    assert.match(recovered.stderr, /The lock of a process that is gone was taken away/);
    assert.match(recovered.stderr, /taken into the state: prometheus-kube-prometheus-stack/);
    await assertAsPlanned(bench, stack);
  });

  it("says that its process is gone to whoever comes next, and how to go on", async () => {
    await killedEngine(bench);
    const { pid } = readLock(bench);
    const next = await bench.architect(["up", stack, "--wait-for-lock", "10m"]);
    assertTold(next, new RegExp(`\\(pid ${pid}\\) since \\S+, which does not run any more`));
    assertDone(await follow(bench, next.stderr));
    await assertAsPlanned(bench, stack);
  });

  it("of a machine that is gone is released by pulumi cancel, as the message says", async () => {
    await killedEngine(bench);
    const [file = ""] = lockFiles(bench);
    writeFileSync(file, JSON.stringify({ ...readLock(bench), hostname: "a-runner-that-is-gone" }));
    const refused = await bench.architect(["up", stack]);
    assertTold(
      refused,
      /local is locked by \S+@a-runner-that-is-gone/,
      /--wait-for-lock 10m; if nothing runs any more/,
    );
    assertDone(await follow(bench, refused.stderr, /pulumi cancel/));
    const pending = await bench.architect(["up", stack]);
    assert.match(
      pending.stderr.replace(/\s+/g, " "),
      /was killed while it was creating prometheus-kube-prometheus-stack/,
    );
    assertDone(await bench.architect(["up", stack, "--recover"]));
    await assertAsPlanned(bench, stack);
  });

  it("of a run that is at work is kept, whatever another one is asked to do", async () => {
    const held = hold(bench.cloud, "create", releaseType, release);
    const end = ended(bench.begin(["up", stack]));
    await held.reached;
    for (const args of [["up", "--recover"], ["destroy"]]) {
      const [command = "", ...rest] = args;
      const refused = await bench.architect([command, stack, ...rest]);
      assertTold(refused, /local is locked by \S+@\S+ \(pid \d+\) since [^,]*\./);
    }
    assert.equal(lockFiles(bench).length, 1);
    held.release();
    assertDone(await end);
    await assertAsPlanned(bench, stack);
  });
});
