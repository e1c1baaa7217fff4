import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import * as path from "node:path";
import { eventually, SandboxedArchitect } from "./sandboxSupport";

describe("ephemeral clusters, on the real engine and simulated clouds", function () {
  this.timeout(300_000);
  let architect: SandboxedArchitect;

  describe("one of them", () => {
    before(async () => {
      architect = await SandboxedArchitect.start(0);
    });
    after(async () => architect.stop());

    const listed = async () =>
      JSON.parse((await architect.run("ephemeral", "list", "--json")).out) as readonly {
        readonly name: string;
        readonly expiresAt: string;
        readonly state: string;
      }[];

    it("is made, listed, given more time, spared by the reaper, and destroyed without a trace", async () => {
      const args = ["--addons", "", "--owner", "Anna", "--ttl", "10m", "--kubeconfig", "kc"];
      const made = await architect.run("ephemeral", "create", ...args);
      assert.equal(made.status, 0, made.err);
      const name = made.out.trim();
      assert.match(name, /^eph-anna-\w{6}$/, "standard output is the name and nothing else");
      const kubeconfig = path.join(architect.folder, "kc");
      assert.equal(statSync(kubeconfig).mode & 0o777, 0o600);
      assert.match(readFileSync(kubeconfig, "utf8"), new RegExp(`"${name}"`));

      const [before, ...none] = await listed();
      assert.deepEqual([before?.name, before?.state, none.length], [name, "ready", 0]);
      const extended = await architect.run("ephemeral", "extend", name, "--ttl", "2h");
      assert.equal(extended.status, 0, extended.err);
      const until = (await listed())[0]?.expiresAt ?? "";
      assert.ok(until > (before?.expiresAt ?? "9"), until);
      const tag = until.replace(/[-:]/g, "").toLowerCase();
      const [tags] = (await architect.resources())
        .filter(({ type }) => type === "aws:ec2/vpc:Vpc")
        .map(({ inputs }) => inputs.tags);
      assert.equal((tags as Record<string, string>)["expires-at"], tag);

      const spared = await architect.run("ephemeral", "reap");
      assert.deepEqual([spared.status, spared.err], [0, "nothing has expired\n"]);
      const orphans = await architect.run("ephemeral", "reap", "--orphans");
      assert.deepEqual([orphans.status, orphans.out], [0, ""], orphans.err);

      assert.equal((await architect.run("ephemeral", "destroy", name)).status, 0);
      assert.deepEqual(await architect.resources(), []);
      assert.deepEqual(architect.files, []);
    });

    it("gives a command its kubeconfig, hands on the exit status, and is gone afterwards", async () => {
      const words = ["bash", "-c", 'echo "$ARCHITECT_STACK"; test -s "$KUBECONFIG" && exit 7'];
      const ended = await architect.run("ephemeral", "run", "--addons", "", "--", ...words);
      assert.equal(ended.status, 7, ended.err);
      assert.match(ended.out, /^eph-\S+\n$/, "standard output is the command's");
      assert.deepEqual(await architect.resources(), []);
      assert.deepEqual(architect.files, []);
    });

    it("is destroyed after an interrupted command", async () => {
      const flag = path.join(architect.folder, "begun");
      const words = ["bash", "-c", `touch ${flag}; exec sleep 100`];
      const running = architect.start("ephemeral", "run", "--addons", "", "--", ...words);
      assert.ok(await eventually(() => existsSync(flag)), running.err());
      running.child.kill("SIGINT");
      const { status, err } = await running.ended;
      assert.equal(status, 130, err);
      assert.deepEqual(await architect.resources(), []);
      assert.deepEqual(architect.files, []);
    });

    it("leaves nothing where the config it would be made from is refused", async () => {
      const ended = await architect.run("ephemeral", "create", "--addons", "argcd");
      assert.equal(ended.status, 2, ended.err);
      assert.deepEqual(architect.files, []);
    });
  });

  describe("interrupted while they are made", () => {
    before(async () => {
      architect = await SandboxedArchitect.start(300);
    });
    after(async () => architect.stop());

    it("are destroyed all the same", async () => {
      const running = architect.start("ephemeral", "run", "--addons", "", "--", "false");
      assert.ok(await eventually(async () => (await architect.resources()).length > 20), running.err());
      running.child.kill("SIGTERM");
      const { status, err } = await running.ended;
      assert.equal(status, 143, err);
      assert.deepEqual(await architect.resources(), []);
      assert.deepEqual(architect.files, []);
    });
  });
});
