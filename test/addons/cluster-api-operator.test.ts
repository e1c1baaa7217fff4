import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { all, only, problemsOf } from "../support/plan";
import { type CloudName, clusters, findingsOf, objectsIn, planned, policiesIn, valuesIn } from "./cloudPlans";

const needed = { "cert-manager": {} };
const clouds = ["eks", "aks", "gke"] as const;

const on = (cloud: CloudName, options: object = {}, rest = {}) =>
  planned(cloud, { ...needed, "cluster-api-operator": options }, rest);

const optionsOn = (cloud: CloudName) => (cloud === "existing" ? { infrastructure: "gcp" } : {});

describe("cluster-api-operator", () => {
  for (const cloud of [...clouds, "existing"] as const)
    for (const profile of ["production", "development"] as const)
      it(`adds no finding on ${cloud} in ${profile}`, async () => {
        const others = { prometheus: {}, ...needed };
        const added = { ...others, "cluster-api-operator": optionsOn(cloud) };
        assert.deepEqual(await findingsOf(cloud, profile, added, others), []);
      });

  it("makes clusters in the cloud that it is in, or in the one that is named", async () => {
    const provider = async (cloud: CloudName, options = {}) =>
      Object.keys(objectsIn(await on(cloud, options), "InfrastructureProvider"));
    assert.deepEqual(await Promise.all(clouds.map((cloud) => provider(cloud))), [["aws"], ["azure"], ["gcp"]]);
    assert.deepEqual(await provider("existing", { infrastructure: "aws" }), ["aws"]);
    const addons = { ...needed, "cluster-api-operator": {} };
    assert.match(problemsOf({ cluster: clusters.existing, addons }).join(), /infrastructure: .*aws, azure or gcp/);
  });

  it("needs cert-manager", () => {
    const lines = problemsOf({ cluster: clusters.eks, addons: { "cluster-api-operator": {} } }).join();
    assert.match(lines, /cluster-api-operator without .*cert-manager/);
  });

  it("has no rights in the cloud: each cluster names its own identity", async () => {
    const plan = await on("eks");
    const associations = all(plan, "aws:eks/podIdentityAssociation:PodIdentityAssociation");
    assert.deepEqual(
      associations.filter(({ inputs }) => String(inputs.namespace).startsWith("cap")),
      [],
    );
  });

  it("pins every provider, with limits and two replicas in production", async () => {
    for (const cloud of clouds) {
      const plan = await on(cloud);
      const kinds = ["CoreProvider", "BootstrapProvider", "ControlPlaneProvider", "InfrastructureProvider"];
      for (const kind of kinds)
        for (const { spec } of Object.values(objectsIn(plan, kind))) {
          assert.match(String(spec?.version), /^v\d+\.\d+\.\d+$/);
          assert.equal(spec?.deployment?.replicas, 2);
          const deployments = [
            spec.deployment,
            ...Object.values(spec.additionalDeployments ?? {}).map((it) => it.deployment),
          ];
          for (const container of deployments.flatMap((it) => Object.values(it?.containers ?? {}))) {
            assert.ok(container.resources?.limits);
            assert.match(String(container.imageUrl), /:v\d+\.\d+\.\d+$/);
          }
        }
    }
    const small = objectsIn(await on("eks", {}, { profile: "development" }), "CoreProvider");
    assert.equal(small["cluster-api"]?.spec?.deployment?.replicas, 1);
  });

  it("takes every image from the mirror", async () => {
    const plan = await on("aks", {}, { mirror: { images: "registry.example.com/mirror" } });
    const text = JSON.stringify(plan.resources.filter(({ type }) => type.includes("operator.cluster.x-k8s.io")));
    const images = text.match(/"imageUrl":"[^"]+"/g) ?? [];
    assert.equal(images.length, 5);
    for (const image of images) assert.match(image, /"registry\.example\.com\/mirror\//);
    const { image } = valuesIn(plan, "cluster-api-operator-capi-operator");
    assert.match(String(image?.manager?.repository), /^registry\.example\.com\/mirror\/capi-operator\//);
  });

  it("lets in the API server and Prometheus, in each of its namespaces", async () => {
    const plan = await planned("eks", { ...needed, prometheus: {}, "cluster-api-operator": {} });
    for (const space of ["capi-operator-system", "capi-system", "capa-system"])
      assert.deepEqual(Object.keys(policiesIn(plan, space)).sort(), ["allow-metrics", "allow-webhook", "default-deny"]);
  });

  it("takes providers away while the operator is there, and the core last", async () => {
    const plan = await on("gke");
    const type = "kubernetes:operator.cluster.x-k8s.io/v1alpha2:InfrastructureProvider";
    const first = only(plan, type).dependsOn.map((urn) => urn.split("::").at(-1));
    for (const name of ["cluster-api-operator-capi-operator", "cluster-api-operator-core"])
      assert.ok(first.includes(name), first.join());
  });
});
