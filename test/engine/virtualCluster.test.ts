import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import * as path from "node:path";
import { certificate } from "../../simulator/models/fields";
import { eventually, SandboxedArchitect } from "./sandboxSupport";

describe("ephemeral virtual clusters, on the real engine and a simulated cluster", function () {
  this.timeout(180_000);
  let architect: SandboxedArchitect;

  const create = (...more: readonly string[]) =>
    ["ephemeral", "create", "--cloud", "existing", "--owner", "anna", ...more] as const;
  const serverIn = (file: string) => /"server":"https:\/\/([^"]+)"/.exec(readFileSync(file, "utf8"))?.[1];

  before(async () => {
    architect = await SandboxedArchitect.start(0);
  });
  after(async () => architect.stop());

  it("are made on the cluster of another stack, with add-ons inside, and go without a trace", async () => {
    const made = await architect.run(...create("--addons", "argocd", "--kubeconfig", "kc"));
    assert.equal(made.status, 0, made.err);
    const name = made.out.trim();
    const server = serverIn(path.join(architect.folder, "kc"));
    const resources = await architect.resources();
    const around = resources.filter(({ home }) => home.includes("kind-kind"));
    assert.deepEqual(around.map(({ id }) => id).sort(), [name, `${name}/${name}`]);
    assert.ok(resources.some(({ home, id }) => home === server && id === "argocd/argocd"));

    const state = path.join(architect.folder, `../backend/.pulumi/stacks/kubernetes-architect/${name}.json`);
    assert.ok(!readFileSync(state, "utf8").includes(certificate), "its certificate is closed in the state");

    const extended = await architect.run("ephemeral", "extend", name, "--ttl", "8h");
    assert.equal(extended.status, 0, extended.err);
    const preview = await architect.run("preview", name);
    assert.match(preview.out, /previewed in \S+: \d+ unchanged$/m);
    const destroyed = await architect.run("ephemeral", "destroy", name);
    assert.equal(destroyed.status, 0, destroyed.err);
    assert.deepEqual(await architect.resources(), []);
    assert.deepEqual(architect.files, []);
  });

  it("are not begun with add-ons whose pods that cluster would refuse", async () => {
    const { status, err } = await architect.run(...create("--addons", "istio"));
    assert.equal(status, 1, err);
    assert.match(err, /virtual-cluster-pods: istio-namespace-istio-system.*\n(.*\n)*nothing was made/);
    assert.deepEqual(architect.files, []);
  });

  it("are found by their namespaces when no stack knows them, and by nothing else", async () => {
    const made = await architect.run(...create("--addons", ""));
    const other = await architect.run(...create("--addons", ""));
    assert.deepEqual([made.status, other.status], [0, 0], made.err + other.err);
    const [name, left] = [made.out.trim(), other.out.trim()];
    const none = await architect.run("ephemeral", "reap", "--orphans");
    assert.deepEqual([none.status, none.out], [0, ""], none.err);
    rmSync(path.join(architect.folder, `../backend/.pulumi/stacks/kubernetes-architect/${left}.json`));
    const found = await architect.run("ephemeral", "reap", "--orphans");
    assert.equal(found.status, 1, found.err);
    assert.match(
      found.out,
      new RegExp(`^kubernetes:core/v1:Namespace ${left}  stack ${left}, owner anna, until \\w+\\n$`),
    );
    assert.equal((await architect.run("ephemeral", "destroy", name)).status, 0);
  });

  it("are taken away when their run was killed in the middle", async () => {
    const speed = (scale: number) =>
      fetch(`${architect.variables.ARCHITECT_SANDBOX}/clock`, { method: "PUT", body: JSON.stringify({ scale }) });
    await speed(0.1);
    const running = architect.start(...create("--addons", "argocd"));
    assert.ok(await eventually(() => /^eph-\S+,/m.test(running.err())), running.err());
    const [name = ""] = /eph-[a-z0-9-]+/.exec(running.err()) ?? [];
    assert.ok(await eventually(async () => (await architect.resourcesOf(name)).length > 0), running.err());
    running.child.kill("SIGKILL");
    await running.ended;
    await speed(0);
    const destroyed = await architect.run("ephemeral", "destroy", name);
    assert.equal(destroyed.status, 0, destroyed.err);
    assert.deepEqual(await architect.resourcesOf(name), []);
  });
});
