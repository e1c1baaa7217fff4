import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { everywhere, findingsOf, objectsIn, planned, policiesIn, valuesIn } from "./cloudPlans";

const name = "pulumi-operator-pulumi-operator";
const on = (options: object, rest = {}, others = {}) =>
  planned("existing", { "pulumi-operator": options, ...others }, rest);

describe("pulumi-operator", () => {
  for (const cloud of everywhere)
    for (const profile of ["production", "development"] as const)
      it(`adds no finding on ${cloud} in ${profile}`, async () => {
        const others = { prometheus: {} };
        const added = { ...others, "pulumi-operator": { namespaces: ["infra"] } };
        assert.deepEqual(await findingsOf(cloud, profile, added, others), []);
      });

  it("runs twice in production with a budget, once elsewhere", async () => {
    const plan = await on({});
    assert.equal(valuesIn(plan, name).replicaCount, 2);
    assert.deepEqual(Object.keys(objectsIn(plan, "PodDisruptionBudget")), ["pulumi-operator"]);
    assert.equal(valuesIn(await on({}, { profile: "development" }), name).replicaCount, 1);
  });

  it("gives stacks an account in the namespaces that are named, which may ask who calls and no more", async () => {
    const plan = await on({ namespaces: ["infra", "shop"] });
    const bindings = objectsIn(plan, "ClusterRoleBinding");
    assert.deepEqual(Object.keys(bindings), [
      "pulumi-operator-infra-auth-delegator",
      "pulumi-operator-shop-auth-delegator",
    ]);
    for (const { roleRef, subjects } of Object.values(bindings)) {
      assert.equal(roleRef?.name, "system:auth-delegator");
      assert.equal(Object.values(subjects ?? {})[0]?.name, "pulumi");
    }
    assert.deepEqual(objectsIn(await on({}), "ClusterRoleBinding"), {});
  });

  it("refuses stacks without a pinned image, for the operator would take the latest, unless told not to", async () => {
    const { "pulumi-operator-pinned-images": policy } = objectsIn(await on({}), "ValidatingAdmissionPolicy");
    const rules = JSON.stringify(policy?.spec);
    assert.match(rules, /"resources":\["stacks"\]/);
    assert.match(rules, /deletionTimestamp/);
    const binding = objectsIn(await on({}), "ValidatingAdmissionPolicyBinding")["pulumi-operator-pinned-images"];
    assert.deepEqual(binding?.spec?.validationActions, ["Deny"]);
    assert.deepEqual(objectsIn(await on({ pinnedImages: false }), "ValidatingAdmissionPolicy"), {});
  });

  it("comes from the mirror, with limits", async () => {
    const mirror = { images: "registry.example.com/mirror" };
    const { image, resources } = valuesIn(await on({}, { mirror }), name);
    assert.equal(
      `${image?.registry}/${image?.repository}`,
      "registry.example.com/mirror/pulumi/pulumi-kubernetes-operator",
    );
    assert.ok(resources?.limits && resources.requests);
  });

  it("lets in those that fetch programs, and Prometheus", async () => {
    const plan = await on({}, {}, { prometheus: {} });
    assert.deepEqual(Object.keys(policiesIn(plan, "pulumi-operator")).sort(), [
      "allow-metrics",
      "allow-programs",
      "default-deny",
      "to-stacks",
    ]);
    assert.ok(objectsIn(plan, "PodMonitor")["pulumi-operator"]);
  });
});
