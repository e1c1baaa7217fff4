import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { readStackText } from "../../components/config/read";
import { parseStack } from "../../components/stack";
import { UsageError } from "../../deployments/errors";
import { chooseSource } from "../../ephemeral/choose";
import { checkText, ephemeralText, type Making, withLifetime } from "../../ephemeral/source";
import { findProject } from "../../planner/stacks";

const project = findProject(__dirname);
const files = new Map(
  project.stacks.map((name) => [name, readFileSync(path.join(project.folder, `Pulumi.${name}.yaml`), "utf8")]),
);
const making = (from: string, addons?: readonly string[]): Making => ({
  name: "eph-anna-bcdfgh",
  from,
  lifetime: { owner: "anna", expiresAt: "2026-11-24T21:45Z" },
  addons,
});

function madeFrom(from: string, addons?: readonly string[]) {
  const text = ephemeralText(files.get(from) ?? "", making(from, addons));
  return parseStack(readStackText(text, "stacks/Pulumi.x.yaml", project.name, "eph-anna-bcdfgh"));
}

describe("the config of an ephemeral stack", () => {
  it("is made from every example stack, and valid", () => {
    for (const from of project.stacks) {
      const config = madeFrom(from);
      assert.equal(config.cluster.profile, "ephemeral", from);
      assert.deepEqual(config.lifetime, { owner: "anna", expiresAt: "2026-11-24T21:45Z" });
      assert.ok(!("deletionProtection" in config.cluster && config.cluster.deletionProtection), from);
    }
  });

  it("does not take over the name of the other stack's cluster, nor what protects it", () => {
    const from = "config:\n  kubernetes-architect:cluster: { cloud: eks, name: prod, deletionProtection: true }\n";
    const text = ephemeralText(from, making("prod"));
    assert.doesNotMatch(text, /name: prod|deletionProtection/);
  });

  it("has the add-ons that were asked for and no other, with the options that they had", () => {
    const config = madeFrom("prod-aws", ["prometheus"]);
    const written = Object.keys(config.written.addons as object);
    assert.deepEqual(written, ["prometheus"]);
    assert.equal(config.gitops, undefined);
    assert.deepEqual(Object.keys(madeFrom("ephemeral", []).written.addons as object), []);
  });

  it("makes a virtual cluster where the other stack is on a cluster that exists", () => {
    const { cluster } = madeFrom("local", []);
    assert.ok(cluster.cloud === "existing" && cluster.virtual?.quota.pods === 100);
    assert.equal(cluster.context, "kind-kind");
    const own = "config:\n  kubernetes-architect:cluster: { cloud: existing, virtual: { quota: { pods: 7 } } }\n";
    assert.match(ephemeralText(own, making("x")), /pods: 7/);
  });

  it("keeps secrets, and what opens them", () => {
    const from =
      "encryptionsalt: v1:abc\nconfig:\n  kubernetes-architect:cluster: { cloud: eks }\n  kubernetes-architect:addons:\n    argocd: { x: { secure: v1:def } }\n";
    const text = ephemeralText(from, making("x"));
    assert.match(text, /encryptionsalt: v1:abc/);
    assert.match(text, /secure: v1:def/);
  });

  it("is held to the schema before anything is written, and the error names the other stack", () => {
    const asked = making("ephemeral", ["argcd"]);
    const text = ephemeralText(files.get("ephemeral") ?? "", asked);
    assert.throws(
      () => checkText(text, project.name, asked),
      (error) => error instanceof UsageError && /from ephemeral/.test(error.message) && /argocd/.test(error.message),
    );
  });

  it("gets more time without losing anything else of its file", () => {
    const text = ephemeralText(files.get("ephemeral") ?? "", making("ephemeral"));
    const later = withLifetime(text, { owner: "anna", expiresAt: "2026-11-25T21:45Z" });
    assert.equal(later, text.replace("2026-11-24T21:45Z", "2026-11-25T21:45Z"));
  });
});

describe("the stack that an ephemeral one is made from", () => {
  it("is the one that is named, else one with the profile ephemeral, else the cloud's development stack", () => {
    assert.equal(chooseSource(files, "prod-gcp", undefined), "prod-gcp");
    assert.equal(chooseSource(files, undefined, undefined), "ephemeral");
    assert.equal(chooseSource(files, undefined, "eks"), "ephemeral");
    assert.equal(chooseSource(files, undefined, "aks"), "dev-azure");
    assert.equal(chooseSource(files, undefined, "gke"), "dev-gcp");
    assert.equal(chooseSource(files, undefined, "existing"), "local");
  });

  it("is never another one that was made like this", () => {
    const made = ephemeralText(files.get("ephemeral") ?? "", making("ephemeral"));
    const more = new Map([["aaa", made], ...files]);
    assert.equal(chooseSource(more, undefined, "eks"), "ephemeral");
  });

  it("is refused where it does not fit what was asked for, or is not there", () => {
    for (const [from, cloud] of [
      ["prod-gcp", "eks"],
      ["local", "eks"],
      ["prod-gpc", undefined],
    ] as const)
      assert.throws(() => chooseSource(files, from, cloud), UsageError);
  });
});
