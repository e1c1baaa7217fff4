import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { all, only } from "../support/plan";
import { everywhere, findingsOf, objectsIn, planned, policiesIn, type Tree, valuesIn } from "./cloudPlans";

const on = (litmus: object, rest = {}) => planned("existing", { litmus }, rest);

/** The rules of the role that experiments have in a namespace, as text. */
async function rulesIn(space: string, options: object): Promise<string> {
  const { inputs } = only(await on(options), "kubernetes:rbac.authorization.k8s.io/v1:Role", `litmus-role-${space}`);
  return JSON.stringify(inputs.rules);
}

describe("litmus", () => {
  for (const cloud of everywhere)
    for (const profile of ["production", "development"] as const)
      it(`adds no finding on ${cloud} in ${profile}`, async () => {
        const others = { prometheus: {} };
        assert.deepEqual(await findingsOf(cloud, profile, { ...others, litmus: { namespaces: ["shop"] } }, others), []);
      });

  it("has no portal, no database and no password, and tells nobody what runs here", async () => {
    const plan = await on({});
    assert.deepEqual(
      all(plan, "kubernetes:helm.sh/v3:Release").map(({ inputs }) => inputs.chart),
      ["litmus-core"],
    );
    const values = valuesIn(plan, "litmus-litmus");
    assert.equal(values.operatorMode, "namespaced");
    assert.equal(values.policies?.monitoring?.disabled, true);
  });

  it("breaks nothing outside the namespaces that are named", async () => {
    const bindings = all(await on({ namespaces: ["shop"] }), "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding");
    const spaces = bindings.map(({ inputs }) => String((inputs.metadata as Tree).namespace));
    assert.deepEqual(spaces.sort(), ["litmus", "shop"]);
    assert.deepEqual(
      all(await on({ namespaces: ["shop"] }), "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole"),
      [],
    );
  });

  it("may do in them what the chosen experiments do, and read no secret", async () => {
    const plain = await rulesIn("shop", { namespaces: ["shop"] });
    assert.match(plain, /"pods"\],"verbs":\["delete"/);
    assert.doesNotMatch(plain, /secrets|pods\/exec|update/);
    assert.match(await rulesIn("shop", { namespaces: ["shop"], experiments: ["pod-cpu-hog-exec"] }), /pods\/exec/);
    assert.match(await rulesIn("shop", { namespaces: ["shop"], experiments: ["pod-autoscaler"] }), /"update"/);
  });

  it("is privileged only for experiments that work on the node", async () => {
    const level = async (experiments: readonly string[]) => {
      const { metadata } = only(await on({ experiments }), "kubernetes:core/v1:Namespace").inputs as unknown as Tree;
      return String(metadata?.labels?.["pod-security.kubernetes.io/enforce"]);
    };
    assert.equal(await level(["pod-delete", "pod-autoscaler"]), "baseline");
    assert.equal(await level(["pod-delete", "pod-network-latency"]), "privileged");
    const made = objectsIn(await on({ experiments: ["pod-network-latency"] }), "ChaosExperiment");
    assert.match(JSON.stringify(made["pod-network-latency"]), /SOCKET_PATH.*containerd\.sock/);
  });

  it("takes every image from the mirror, that of experiments too", async () => {
    const plan = await planned(
      "existing",
      { prometheus: {}, litmus: { experiments: ["container-kill"] } },
      { mirror: { images: "registry.example.com/mirror" } },
    );
    const { operator, runner, exporter } = valuesIn(plan, "litmus-litmus");
    for (const part of [operator, runner, exporter]) {
      assert.match(String(part?.image?.repository), /^registry\.example\.com\/mirror\/litmuschaos\//);
      assert.ok(part?.image?.tag);
    }
    const text = JSON.stringify(objectsIn(plan, "ChaosExperiment"));
    assert.equal(text.match(/registry\.example\.com\/mirror\/litmuschaos\/go-runner:\d/g)?.length, 2);
  });

  it("exports results where Prometheus is on, and lets it alone in", async () => {
    const plan = await planned("existing", { prometheus: {}, litmus: {} });
    assert.equal(valuesIn(plan, "litmus-litmus").exporter?.enabled, true);
    assert.deepEqual(Object.keys(policiesIn(plan, "litmus")).sort(), ["allow-metrics", "default-deny"]);
    assert.equal(valuesIn(await on({}), "litmus-litmus").exporter?.enabled, false);
  });

  it("runs its operator twice in production, with a budget", async () => {
    assert.equal(valuesIn(await on({}), "litmus-litmus").replicaCount, 2);
    assert.ok(objectsIn(await on({}), "PodDisruptionBudget").litmus);
    assert.equal(valuesIn(await on({}, { profile: "development" }), "litmus-litmus").replicaCount, 1);
  });
});
