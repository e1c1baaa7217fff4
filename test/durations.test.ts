import assert from "node:assert/strict";
import { durationOf, durations } from "../durations";
import { modelledTypes } from "../simulator/models";

const release = "kubernetes:helm.sh/v3:Release";

describe("how long the clouds take", () => {
  it("is said with where each figure is from", () => {
    for (const [key, { source, ...seconds }] of Object.entries(durations)) {
      assert.ok(source.length > 10, key);
      for (const value of Object.values(seconds)) assert.ok(Number.isFinite(value) && value >= 0, key);
    }
  });

  it("has lines for types that are modelled, or for what plans have in their place", () => {
    const types = [...modelledTypes, release, "kubernetes:core/v1:Namespace", "eks:index:Cluster"];
    for (const key of Object.keys(durations)) assert.ok(types.includes(key.split(" ")[0] ?? ""), key);
  });

  it("is no time for what no service makes, and some for all else", () => {
    for (const type of ["pulumi:providers:aws", "kubernetes-architect:clusters:EksCluster", "pulumi:pulumi:Stack"])
      assert.deepEqual(Object.values(durationOf(type)).slice(0, 3), [0, 0, 0], type);
    for (const type of [...modelledTypes, "kubernetes:apps/v1:Deployment"])
      assert.ok(durationOf(type).create > 0, type);
  });

  it("goes by the chart, whichever repository it is from, and by whether Argo CD's Redis is three", () => {
    const seconds = (chart: string, values = {}) => durationOf(release, { chart, values }).create;
    assert.equal(seconds("oci://mirror.example.com/charts/karpenter"), seconds("karpenter"));
    assert.notEqual(seconds("karpenter"), seconds("karpenter-crd"));
    assert.ok(seconds("argo-cd", { "redis-ha": { enabled: true } }) > seconds("argo-cd"));
    assert.equal(seconds("of-somebody-else"), durationOf(release).create);
  });

  it("goes by the EKS add-on, and not by the version of Azure's API", () => {
    const addon = (addonName: string) => durationOf("aws:eks/addon:Addon", { addonName }).create;
    assert.ok(addon("aws-ebs-csi-driver") > addon("coredns"));
    const cluster = (version: string) => durationOf(`azure-native:containerservice${version}:ManagedCluster`);
    assert.deepEqual(cluster("/v20250801"), cluster(""));
  });
});
