import assert from "node:assert/strict";
import { clusterChange } from "../../simulator/clusterChange";
import { unknown } from "../../simulator/wire";

const kubeconfig = (host: string) => JSON.stringify({ clusters: [{ cluster: { server: `https://${host}` } }] });
const one = { kubeconfig: kubeconfig("one.example") };
const two = { kubeconfig: kubeconfig("two.example") };

describe("a simulated kubernetes provider's config", () => {
  it("means another cluster when the server is another one, or not known yet", () => {
    assert.deepEqual(clusterChange(one, two), ["kubeconfig"]);
    assert.deepEqual(clusterChange(one, { kubeconfig: unknown }), ["kubeconfig"]);
    assert.deepEqual(clusterChange(one, one), []);
  });

  it("means the same cluster as long as its identifier is the same, whatever the server", () => {
    assert.deepEqual(clusterChange({ ...one, clusterIdentifier: "a" }, { ...two, clusterIdentifier: "a" }), []);
    assert.deepEqual(clusterChange({ ...one, clusterIdentifier: "a" }, { ...one, clusterIdentifier: "b" }), [
      "clusterIdentifier",
    ]);
  });

  it("means another cluster when the identifier is not known yet, as while a cluster is replaced", () => {
    assert.deepEqual(clusterChange({ ...one, clusterIdentifier: "a" }, { ...one, clusterIdentifier: unknown }), [
      "clusterIdentifier",
    ]);
  });
});
