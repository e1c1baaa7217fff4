import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { clusterAutoscalerImages } from "../../components/versions";
import { planEks, prerequisitesOf } from "../clusters/eks/eks";
import { all, only, problemsOf } from "../support/plan";

const release = "kubernetes:helm.sh/v3:Release";

async function valuesOf(cluster: Readonly<Record<string, unknown>> = {}, rest: Readonly<Record<string, unknown>> = {}) {
  const plan = await planEks({ autoscaler: "clusterAutoscaler", ...cluster }, rest);
  return only(plan, release).inputs.values as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

describe("cluster-autoscaler", () => {
  it("is on when it is the cluster's autoscaler, which is the default", async () => {
    const plan = await planEks({ autoscaler: undefined });
    assert.equal(only(plan, release).name, "cluster-autoscaler-cluster-autoscaler");
    assert.equal(all(await planEks({ autoscaler: "none" }), release).length, 0);
  });

  it("is refused beside Karpenter and on another cloud", () => {
    const addons = { "cluster-autoscaler": {} };
    for (const cluster of [{ cloud: "eks", region: "eu-west-1", autoscaler: "karpenter" }, { cloud: "existing" }])
      assert.match(problemsOf({ cluster, addons }).join("\n"), /addons\.cluster-autoscaler: .*clusterAutoscaler/);
  });

  it("refuses the expander that knows no prices on AWS", () => {
    const cluster = { cloud: "eks", region: "eu-west-1" };
    const lines = problemsOf({ cluster, addons: { "cluster-autoscaler": { expander: "price" } } });
    assert.match(lines.join("\n"), /expander: found "price"; allowed: least-waste, random, most-pods or priority/);
  });

  it("finds the node groups of this cluster in this region", async () => {
    const values = await valuesOf({ region: "us-east-2" });
    assert.deepEqual(values.autoDiscovery, { clusterName: "one" });
    assert.equal(values.awsRegion, "us-east-2");
  });

  for (const [version, tag] of Object.entries(clusterAutoscalerImages))
    it(`is ${tag} on Kubernetes ${version}`, async () => {
      const { image } = await valuesOf({ version });
      assert.equal(image?.tag, tag);
      assert.ok(tag.startsWith(`v${version}.`));
    });

  it("comes from the mirror, if there is one", async () => {
    const { image } = await valuesOf({}, { mirror: { images: "registry.example.com/mirror" } });
    assert.equal(image?.repository, "registry.example.com/mirror/autoscaling/cluster-autoscaler");
  });

  it("takes its options", async () => {
    const options = { expander: "random", unneededTime: "3m", utilization: 0.7, replicas: 3 };
    const values = await valuesOf({}, { addons: { "cluster-autoscaler": options } });
    assert.equal(values.replicaCount, 3);
    const { expander, ...flags } = values.extraArgs ?? {};
    assert.equal(expander, "random");
    assert.equal(flags["scale-down-unneeded-time"], "3m");
    assert.equal(flags["scale-down-utilization-threshold"], 0.7);
  });

  it("runs twice in production, once elsewhere", async () => {
    assert.equal((await valuesOf()).replicaCount, 2);
    assert.equal((await valuesOf({ profile: "development" })).replicaCount, 1);
  });

  it("starts after its rights are there", async () => {
    const plan = await planEks({ autoscaler: "clusterAutoscaler" });
    const first = prerequisitesOf(plan, release, "cluster-autoscaler-cluster-autoscaler");
    assert.ok(first.includes("one-cluster-autoscaler-cluster-autoscaler"), first.join());
    const association = only(plan, "aws:eks/podIdentityAssociation:PodIdentityAssociation");
    assert.deepEqual(
      [association.inputs.namespace, association.inputs.serviceAccount],
      ["cluster-autoscaler", "cluster-autoscaler"],
    );
  });

  it("goes with the cluster, since its nodes are the pools'", async () => {
    const plan = await planEks({ autoscaler: "clusterAutoscaler" });
    assert.equal(only(plan, release).deletedWith, only(plan, "eks:index:Cluster").urn);
  });

  it("goes to the API server and to AWS, and lets in nobody but Prometheus", async () => {
    const policies = async (addons: object) =>
      all(
        await planEks({ autoscaler: "clusterAutoscaler" }, { addons }),
        "kubernetes:networking.k8s.io/v1:NetworkPolicy",
      )
        .map(({ inputs }) => inputs.metadata as { readonly name: string; readonly namespace: string })
        .filter(({ namespace }) => namespace === "cluster-autoscaler")
        .map(({ name }) => name)
        .sort();
    assert.deepEqual(await policies({}), ["default-deny"]);
    assert.deepEqual(await policies({ prometheus: {} }), ["allow-metrics", "default-deny"]);
  });
});
