import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { only, problemsOf } from "../support/plan";
import { clusters, everywhere, findingsOf, objectsIn, planned, policiesIn, type Tree, valuesIn } from "./cloudPlans";

const tekton = { tekton: {} };
const name = "tekton-tekton-operator";

async function configOf(options: object = {}, rest = {}): Promise<Tree> {
  const { config } = objectsIn(await planned("existing", { tekton: options }, rest), "TektonConfig");
  return config?.spec ?? {};
}

describe("tekton", () => {
  for (const cloud of everywhere)
    for (const profile of ["production", "development"] as const)
      it(`adds no finding on ${cloud} in ${profile}`, async () => {
        const others = { prometheus: {} };
        assert.deepEqual(await findingsOf(cloud, profile, { ...others, tekton: { dashboard: true } }, others), []);
      });

  it("is refused on a Kubernetes that its webhooks would not start on", () => {
    const cluster = { ...clusters.existing, version: "1.33" };
    assert.match(problemsOf({ cluster, addons: tekton }).join(), /tekton on Kubernetes 1\.33/);
  });

  it("installs pipelines and triggers, the dashboard where it is asked for, and no database", async () => {
    const plain = await configOf();
    assert.deepEqual([plain.profile, plain.result?.disabled, plain.chain?.disabled], ["basic", true, true]);
    assert.equal((await configOf({ dashboard: true })).profile, "all");
    assert.equal((await configOf({ dashboard: true })).dashboard?.readonly, true);
    const lite = await configOf({ triggers: false });
    assert.deepEqual([lite.profile, lite.trigger], ["lite", { disabled: true }]);
  });

  it("gives every container requests and limits, those of the operator's parts too", async () => {
    const { operator, webhook } = valuesIn(await planned("existing", tekton), name);
    for (const part of [operator, webhook]) assert.ok(part?.resources?.limits && part.resources.requests);
    const { pipeline, trigger, dashboard, tektonpruner } = await configOf();
    for (const part of [pipeline, trigger, dashboard, tektonpruner]) {
      const made = Object.values(part?.options?.deployments ?? {});
      assert.ok(made.length > 0);
      for (const { spec } of made)
        for (const container of Object.values(spec?.template?.spec?.containers ?? {}))
          assert.ok(container.resources?.limits && container.resources.requests, JSON.stringify(container));
    }
  });

  it("runs everything twice in production and once elsewhere", async () => {
    assert.deepEqual((await configOf()).pipeline?.performance, { "disable-ha": false, buckets: 1, replicas: 2 });
    const plan = await planned("existing", tekton, { profile: "development" });
    assert.equal(valuesIn(plan, name).operator?.replicas, 1);
    assert.deepEqual(objectsIn(plan, "PodDisruptionBudget"), {});
    const production = objectsIn(await planned("existing", tekton), "PodDisruptionBudget");
    assert.deepEqual(Object.keys(production).sort(), ["tekton-operator-operator", "tekton-operator-webhook"]);
  });

  it("has the operator take all images from the mirror", async () => {
    const mirror = { images: "registry.example.com/mirror" };
    const { operator, webhook, webhookProxy, pruner } = valuesIn(await planned("existing", tekton, { mirror }), name);
    for (const part of [operator, webhook, webhookProxy, pruner])
      assert.match(String(part?.image?.repository), /^registry\.example\.com\/mirror\/tektoncd\//);
    assert.deepEqual(operator?.additionalEnvs, [
      { name: "TEKTON_REGISTRY_OVERRIDE", value: "registry.example.com/mirror" },
    ]);
    assert.deepEqual(valuesIn(await planned("existing", tekton), name).operator?.additionalEnvs, []);
  });

  it("lets in the API server and Prometheus, and lets only resolvers out to git", async () => {
    const plan = await planned("existing", { ...tekton, prometheus: {} });
    const policies = policiesIn(plan, "tekton-pipelines");
    assert.deepEqual(Object.keys(policies).sort(), ["allow-metrics", "allow-webhooks", "default-deny", "to-sources"]);
    const spec = policies["to-sources"]?.inputs.spec as Tree | undefined;
    assert.deepEqual(spec?.podSelector?.matchLabels, { "app.kubernetes.io/name": "resolvers" });
    assert.deepEqual(Object.keys(policiesIn(plan, "tekton-operator")).sort(), ["allow-webhook", "default-deny"]);
  });

  it("goes while the operator is there to take its parts away", async () => {
    const plan = await planned("existing", tekton);
    const { dependsOn } = only(plan, "kubernetes:operator.tekton.dev/v1alpha1:TektonConfig");
    assert.ok(dependsOn.some((urn) => urn.endsWith(`::${name}`)));
  });
});
