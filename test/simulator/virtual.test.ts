import assert from "node:assert/strict";
import { reach } from "../../simulator/inputs";
import { madeByVirtual } from "../../simulator/models";
import { Account } from "./support";

const secretType = "kubernetes:core/v1:Secret";
const serviceType = "kubernetes:core/v1:Service";
const host = { kubeconfig: "~/.kube/config", context: "kind-kind" };

async function virtualOn(around: Account) {
  await around.make("kubernetes:core/v1:Namespace", { metadata: { name: "eph" } });
  const chart = { name: "eph", namespace: "eph", chart: "vcluster" };
  const release = await around.make("kubernetes:helm.sh/v3:Release", chart, "release");
  const service = madeByVirtual(serviceType, "eph/eph", host, around.cloud);
  const [ip] = reach(service?.outputs ?? {}, "status.loadBalancer.ingress.*.ip");
  const server = `https://${String(ip)}`;
  return { release, inside: around.as({ kubeconfig: JSON.stringify({ server }) }) };
}

describe("a simulated virtual cluster", () => {
  it("has its service and its secret in its namespace, on its own cluster only", async () => {
    const around = new Account(host);
    assert.equal(madeByVirtual(secretType, "eph/vc-eph", host, around.cloud), undefined);
    await virtualOn(around);
    const secret = madeByVirtual(secretType, "eph/vc-eph", host, around.cloud);
    assert.deepEqual(Object.keys(secret?.outputs.data as object), [
      "certificate-authority",
      "client-certificate",
      "client-key",
    ]);
    assert.equal(madeByVirtual(secretType, "eph/other", host, around.cloud), undefined);
    assert.equal(madeByVirtual(secretType, "eph/vc-eph", { ...host, context: "other" }, around.cloud), undefined);
  });

  it("takes along what is in it when it goes", async () => {
    const around = new Account(host);
    const { release, inside } = await virtualOn(around);
    await inside.make("kubernetes:core/v1:Namespace", { metadata: { name: "argocd" } });
    await around.delete(release);
    assert.deepEqual(
      around.cloud.resources.map(({ id }) => id),
      ["eph"],
    );
  });
});
