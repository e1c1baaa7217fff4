import assert from "node:assert/strict";
import type { SimulatedResource } from "../../simulator/model";
import { Account, type Eks, eksIn } from "./support";

const namespaceType = "kubernetes:core/v1:Namespace";
const releaseType = "kubernetes:helm.sh/v3:Release";
const monitorType = "kubernetes:monitoring.coreos.com/v1:PodMonitor";

function namespace(inside: Account, name: string): Promise<SimulatedResource> {
  return inside.make(namespaceType, { metadata: { name } });
}

function release(inside: Account, chart: string, namespaceName: string, values = {}): Promise<SimulatedResource> {
  return inside.make(releaseType, { chart, name: chart.split("/").at(-1), namespace: namespaceName, values });
}

describe("a simulated cluster", () => {
  let account: Account;
  let eks: Eks;

  beforeEach(async () => {
    account = new Account({ region: "eu-west-1" });
    eks = await eksIn(account);
  });

  const types = () => account.cloud.resources.map(({ type }) => type);

  it("refuses what belongs into a namespace that is not there", async () => {
    await assert.rejects(release(eks.inside, "base", "istio-system"), /namespaces "istio-system" not found/);
  });

  it("refuses a release while there are no nodes, unless it starts no pods", async () => {
    await account.delete(eks.nodes);
    await assert.rejects(release(eks.inside, "istiod", "kube-system"), /no nodes are there/);
    await release(eks.inside, "base", "kube-system");
  });

  it("takes a DNS record away only while ExternalDNS is there to see that, and may delete it", async () => {
    const annotations = { "external-dns.alpha.kubernetes.io/hostname": "one.example.com,two.example.com" };
    const records = async (policy: string, first: "keeper" | "service") => {
      const keeper = await release(eks.inside, "external-dns", "kube-system", { policy });
      const service = await release(eks.inside, "argo-cd", "kube-system", { service: { annotations } });
      for (const one of first === "keeper" ? [keeper, service] : [service, keeper]) await eks.inside.delete(one);
      return types().filter((type) => type === "simulated:dns:Record").length;
    };
    assert.equal(await records("sync", "service"), 0);
    assert.equal(await records("sync", "keeper"), 2);
    assert.equal(await records("upsert-only", "service"), 2);
  });

  it("knows a custom resource's kind once a chart has brought it", async () => {
    const monitor = { metadata: { name: "one", namespace: "default" } };
    await assert.rejects(eks.inside.make(monitorType, monitor), /no matches for kind "PodMonitor"/);
    await release(eks.inside, "oci://ghcr.io/x/kube-prometheus-stack", "kube-system");
    await eks.inside.make(monitorType, monitor);
  });

  it("keeps definitions that Helm does not take away", async () => {
    await eks.inside.delete(await release(eks.inside, "kube-prometheus-stack", "kube-system"));
    await eks.inside.make(monitorType, { metadata: { name: "one", namespace: "default" } });
  });

  it("loses custom resources whose definitions go with their release", async () => {
    const definitions = await release(eks.inside, "karpenter-crd", "kube-system");
    await release(eks.inside, "karpenter", "kube-system");
    await eks.inside.make("kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", { metadata: { name: "default" } });
    await eks.inside.delete(definitions);
    assert.equal(types().includes("kubernetes:karpenter.k8s.aws/v1:EC2NodeClass"), false);
  });

  it("does not end what waits for a controller that is gone", async () => {
    await release(eks.inside, "karpenter-crd", "kube-system");
    const karpenter = await release(eks.inside, "karpenter", "kube-system");
    const pool = await eks.inside.make("kubernetes:karpenter.sh/v1:NodePool", { metadata: { name: "default" } });
    await eks.inside.delete(karpenter);
    await assert.rejects(eks.inside.delete(pool), /has finalizers/);
  });

  it("says that a release's name is in use", async () => {
    await release(eks.inside, "base", "kube-system");
    await assert.rejects(release(eks.inside, "base", "kube-system"), /cannot re-use a name that is still in use/);
  });

  it("refuses an upgrade while another one has not ended", async () => {
    const base = await release(eks.inside, "base", "kube-system");
    account.cloud.drift(releaseType, base.id, { status: { status: "pending-upgrade" } });
    await assert.rejects(
      eks.inside.change(base, { ...base.inputs, version: "2" }),
      /another operation .* is in progress/,
    );
  });

  it("deletes a namespace with all that is in it", async () => {
    const monitoring = await namespace(eks.inside, "monitoring");
    await release(eks.inside, "base", "monitoring");
    await eks.inside.make("kubernetes:core/v1:Secret", { metadata: { name: "one", namespace: "monitoring" } });
    await eks.inside.delete(monitoring);
    assert.deepEqual(
      types().filter((type) => type.startsWith("kubernetes:")),
      [],
    );
  });

  it("refuses to change what the API server lets nobody change", async () => {
    const inputs = { metadata: { name: "one" }, provisioner: "x", reclaimPolicy: "Retain" };
    const made = await eks.inside.make("kubernetes:storage.k8s.io/v1:StorageClass", inputs);
    await assert.rejects(eks.inside.change(made, { ...inputs, reclaimPolicy: "Delete" }), /updates to reclaimPolicy/);
  });

  it("holds the subnets by a release's load balancer until the release is uninstalled", async () => {
    const [subnet] = eks.subnets;
    assert.ok(subnet);
    await namespace(eks.inside, "ingress");
    const gateway = await release(eks.inside, "gateway", "ingress");
    await account.delete(eks.nodes);
    await assert.rejects(account.delete(subnet), /DependencyViolation/);
    await eks.inside.delete(gateway);
    await account.delete(eks.cluster);
    await account.delete(subnet);
  });

  it("leaves a load balancer behind when the cluster goes before the release", async () => {
    const [subnet] = eks.subnets;
    assert.ok(subnet);
    await namespace(eks.inside, "ingress");
    await release(eks.inside, "gateway", "ingress");
    await account.delete(eks.nodes);
    await account.delete(eks.cluster);
    assert.deepEqual(
      types().filter((type) => type.startsWith("kubernetes:")),
      [],
    );
    await assert.rejects(account.delete(subnet), /in use by simulated:aws:LoadBalancer/);
  });

  it("makes a balancer only of a service that is one", async () => {
    await namespace(eks.inside, "ingress");
    await release(eks.inside, "gateway", "ingress", { service: { type: "ClusterIP" } });
    assert.equal(types().includes("simulated:aws:LoadBalancer"), false);
  });

  it("is out of reach once it is gone", async () => {
    const one = await namespace(eks.inside, "one");
    await account.delete(eks.nodes);
    await account.delete(eks.cluster);
    await assert.rejects(eks.inside.read(one), /due to unreachable cluster/);
    await assert.rejects(namespace(eks.inside, "two"), /cluster is unreachable/);
  });

  it("lets the provider drop what was in it once it is gone, a release only when it is read", async () => {
    const one = await namespace(eks.inside, "one");
    const base = await release(eks.inside, "base", "kube-system");
    await account.delete(eks.nodes);
    await account.delete(eks.cluster);
    account.cloud.policy = { deleteUnreachable: true };
    assert.equal(await eks.inside.read(one), undefined);
    await eks.inside.delete(one);
    assert.equal(await eks.inside.read(base), undefined);
    await assert.rejects(eks.inside.delete(base), /can't delete Helm Release with unreachable cluster/);
  });

  it("holds a namespace that has something in it with a finalizer that nobody takes off", async () => {
    const one = await namespace(eks.inside, "one");
    const metadata = { namespace: "one", name: "held", finalizers: ["example.com/backup"] };
    const held = await eks.inside.make("kubernetes:core/v1:ConfigMap", { metadata });
    await assert.rejects(eks.inside.delete(one), /timed out waiting for the condition/);
    await assert.rejects(release(eks.inside, "base", "one"), /because it is being terminated/);
    account.cloud.drift(held.type, held.id, undefined);
    await eks.inside.delete(one);
  });

  it("keeps a release that was not finished under its name, in the status that Helm left", async () => {
    const message = "context deadline exceeded";
    account.cloud.faults.plant([{ type: releaseType, times: 1, when: "part", code: "Unknown", message }]);
    await assert.rejects(release(eks.inside, "base", "kube-system"), /context deadline exceeded/);
    const [left] = account.cloud.resources.filter(({ type }) => type === releaseType);
    assert.match(JSON.stringify(left?.outputs.status), /"status":"failed"/);
    await assert.rejects(release(eks.inside, "base", "kube-system"), /cannot re-use a name that is still in use/);
  });

  it("has objects of its own beside those of another cluster", async () => {
    const other = account.as({ context: "kind-kind" });
    await namespace(eks.inside, "same");
    await other.delete(await namespace(other, "same"));
    assert.equal(types().filter((type) => type === namespaceType).length, 1);
  });
});
