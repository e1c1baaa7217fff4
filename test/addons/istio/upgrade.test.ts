import assert from "node:assert/strict";
import type { Plan } from "../../../planner/plan";
import { all, only, planOf, problemsOf } from "../../support/plan";
import { existing, partsOf } from "./parts";

const webhook = "kubernetes:admissionregistration.k8s.io/v1:MutatingWebhookConfiguration";

// The three steps of an upgrade from 1.29 to 1.30, as the documentation has them, with the state before.
const before = { version: "1.29.2" };
const beside = { version: "1.30.3", previous: { version: "1.29.2" } };
const moved = { version: "1.30.3", previous: { version: "1.29.2", tags: [] } };
const done = { version: "1.30.3" };

function versions(options: object): Readonly<Record<string, string>> {
  return Object.fromEntries(
    partsOf({ ...options }).releases.map((release) => [
      release.name,
      "version" in release ? String(release.version) : "",
    ]),
  );
}

function tagTargets(options: object): Readonly<Record<string, unknown>> {
  const objects = partsOf({ ...options }).objects ?? [];
  return Object.fromEntries(
    objects
      .filter(({ kind }) => kind === "MutatingWebhookConfiguration")
      .map(({ metadata }) => [metadata.name, metadata.labels?.["istio.io/rev"]]),
  );
}

describe("Istio's upgrade by revisions", () => {
  it("names a revision by the minor version, so that a patch is rolled out in place", () => {
    assert.ok("istiod-1-30" in versions({ version: "1.30.3" }));
    assert.ok("istiod-1-30" in versions({ version: "1.30.4" }));
    assert.ok("istiod-1-30-4" in versions({ version: "1.30.4", revision: "1-30-4" }));
  });

  it("adds the new control plane beside the old, which goes on serving", () => {
    assert.deepEqual(versions(beside), {
      "istio-base": "1.30.3",
      "istiod-1-30": "1.30.3",
      "istiod-1-29": "1.29.2",
      "istio-cni": "1.29.2",
      ztunnel: "1.29.2",
      "istio-ingressgateway": "1.29.2",
    });
    assert.deepEqual(tagTargets(beside), { "istio-revision-tag-default": "1-29" });
  });

  it("moves the tag and what there is one of, while the old control plane stays to go back to", () => {
    assert.deepEqual(versions(moved), {
      "istio-base": "1.30.3",
      "istiod-1-30": "1.30.3",
      "istiod-1-29": "1.29.2",
      "istio-cni": "1.30.3",
      ztunnel: "1.30.3",
      "istio-ingressgateway": "1.30.3",
    });
    assert.deepEqual(tagTargets(moved), { "istio-revision-tag-default": "1-30" });
  });

  it("ends in dropping the old control plane and nothing else", () => {
    const { "istiod-1-29": _dropped, ...rest } = versions(moved);
    assert.deepEqual(versions(done), rest);
    assert.deepEqual(tagTargets(done), tagTargets(moved));
  });

  it("lets tags move one after the other", () => {
    const partly = { ...beside, revisionTags: ["early"], previous: { version: "1.29.2", tags: ["default"] } };
    assert.deepEqual(tagTargets(partly), { "istio-revision-tag-default": "1-29", "istio-revision-tag-early": "1-30" });
    assert.equal(versions(partly).ztunnel, "1.29.2");
  });

  it("keeps each object's name through all steps, so that a tag is changed and never replaced", async () => {
    const plans: Plan[] = [];
    for (const istio of [before, beside, moved, done])
      plans.push(await planOf({ cluster: existing, addons: { istio } }));
    const [first, second, third, last] = plans.map((plan) => {
      const { urn, inputs } = only(plan, webhook);
      const [any] = inputs.webhooks as readonly { clientConfig: { service: { name: string } } }[];
      return { urn, service: any?.clientConfig.service.name };
    });
    assert.deepEqual(second, first);
    assert.deepEqual(last, third);
    assert.equal(third?.urn, first?.urn);
    assert.deepEqual([first?.service, third?.service], ["istiod-1-29", "istiod-1-30"]);
    const control = plans.map((plan) =>
      all(plan, "kubernetes:helm.sh/v3:Release").filter((it) => /istiod/.test(it.name)),
    );
    assert.deepEqual(
      control.map((releases) => releases.map(({ name }) => name)),
      [
        ["istio-istiod-1-29"],
        ["istio-istiod-1-29", "istio-istiod-1-30"],
        ["istio-istiod-1-29", "istio-istiod-1-30"],
        ["istio-istiod-1-30"],
      ],
    );
  });

  it("runs both control planes in one plan, each at its own version, and leaves the old one as it was", async () => {
    const [first, second, third] = [
      await planOf({ cluster: existing, addons: { istio: before } }),
      await planOf({ cluster: existing, addons: { istio: beside } }),
      await planOf({ cluster: existing, addons: { istio: moved } }),
    ];
    const release = (plan: Plan, name: string) => {
      const { inputs, dependsOn, urn } = only(plan, "kubernetes:helm.sh/v3:Release", name);
      return { version: inputs.version, values: inputs.values as { revision?: string }, dependsOn, urn, inputs };
    };
    for (const plan of [second, third]) {
      const [old, fresh] = [release(plan, "istio-istiod-1-29"), release(plan, "istio-istiod-1-30")];
      assert.deepEqual([old.version, old.values.revision], ["1.29.2", "1-29"]);
      assert.deepEqual([fresh.version, fresh.values.revision], ["1.30.3", "1-30"]);
      assert.deepEqual(old.inputs, release(first, "istio-istiod-1-29").inputs);
      const base = release(plan, "istio-istio-base");
      assert.equal(base.version, "1.30.3");
      assert.ok([old, fresh].every(({ dependsOn }) => dependsOn.includes(base.urn)));
    }
    const served = (plan: Plan) =>
      ["istio-istio-cni", "istio-ztunnel", "istio-istio-ingressgateway"].map((name) => release(plan, name).version);
    assert.deepEqual(served(second), ["1.29.2", "1.29.2", "1.29.2"]);
    assert.deepEqual(served(third), ["1.30.3", "1.30.3", "1.30.3"]);
    // No proxy moves before the control plane that it moves to is there.
    for (const name of ["istio-istio-cni", "istio-ztunnel", "istio-istio-ingressgateway"])
      assert.ok(release(third, name).dependsOn.includes(release(third, "istio-istiod-1-30").urn), name);
  });

  it("selects by the default tag what names no revision, and by another tag only what names it", () => {
    const objects = partsOf({ revisionTags: ["early"] }).objects ?? [];
    const prefixes = (name: string) => {
      const found = objects.find((object) => object.name === name)?.fields.webhooks;
      return (found as readonly { name: string }[]).map((it) => it.name.replace(".sidecar-injector.istio.io", ""));
    };
    assert.deepEqual(prefixes("tag-default"), ["rev.namespace", "rev.object", "namespace", "object"]);
    assert.deepEqual(prefixes("tag-early"), ["rev.namespace", "rev.object"]);
  });

  it("refuses steps that Istio does not support", () => {
    const problem = (istio: object) => problemsOf({ cluster: existing, addons: { istio } }).join("\n");
    assert.match(
      problem({ version: "1.30.3", previous: { version: "1.28.1" } }),
      /previous\.version: found "1\.28\.1"; allowed: in ambient mode a version at most 1 minor before 1\.30\.3/,
    );
    assert.equal(problem({ mode: "sidecar", version: "1.30.3", previous: { version: "1.28.1" } }), "");
    assert.match(problem({ version: "1.30.3", previous: { version: "1.31.0" } }), /previous\.version/);
    assert.match(
      problem({ version: "1.30.3", previous: { version: "1.30.2" } }),
      /another minor version, or a revision other than 1-30/,
    );
    assert.equal(problem({ version: "1.30.3", revision: "1-30-3", previous: { version: "1.30.2" } }), "");
    assert.match(
      problem({ ...beside, previous: { version: "1.29.2", tags: ["late"] } }),
      /previous\.tags\[0\]: found "late"; allowed: default/,
    );
  });
});
