import assert from "node:assert/strict";
import { Bench } from "../deploymentSupport";
import { follow } from "./shell";
import { assertDone, assertTold } from "./told";

const serviceType = "kubernetes:core/v1:Service";

/** A workload's own load balancer: no stack knows of it, and it outlives the cluster. */
function balanceWorkload({ cloud }: Bench): void {
  const inCluster = cloud.resources.find(({ type }) => type === "kubernetes:core/v1:Namespace");
  assert.ok(inCluster, "the cluster is there");
  const inputs = { metadata: { namespace: "default", name: "shop" }, spec: { type: "LoadBalancer" } };
  const place = { type: serviceType, id: "default/shop", urn: "", home: inCluster.home };
  cloud.put({ ...place, serial: 999_999, born: 0, inputs, outputs: {} });
}

const cases = [
  {
    stack: "ephemeral",
    balancer: "simulated:aws:LoadBalancer",
    held: /^aws:ec2\/subnet:/,
    look: /Name=subnet-id,Values=(\S+)/,
  },
  {
    stack: "dev-gcp",
    balancer: "simulated:gcp:ForwardingRule",
    held: /^gcp:compute\/network:/,
    look: /gcloud compute forwarding-rules list --filter=network:dev-gcp names it/,
  },
];

describe("a load balancer that a workload has left", function () {
  this.timeout(240_000);
  let bench: Bench;

  afterEach(() => bench.stop());

  for (const { stack, balancer, held, look } of cases)
    it(`stops the destroy of ${stack} at the network, which says how to find it and goes on without it`, async () => {
      bench = await Bench.start(stack);
      assertDone(await bench.architect(["up", stack]));
      balanceWorkload(bench);
      const left = bench.cloud.resources.find(({ type }) => type === balancer);
      assert.ok(left, "it is there");
      const stopped = await bench.architect(["destroy", stack]);
      assertTold(stopped, /most often a load balancer, its network interface or security group/, look);
      const [, id] = look.exec(stopped.stderr) ?? [];
      if (id !== undefined)
        assert.ok(
          bench.cloud.resources.some((one) => one.id === id && held.test(one.type)),
          id,
        );
      for (const one of bench.cloud.resources.filter(({ type }) => type === balancer))
        bench.cloud.drift(one.type, one.id, undefined);
      assertDone(await follow(bench, stopped.stderr));
      assert.deepEqual(
        bench.cloud.resources.map(({ urn, type }) => urn || type),
        [],
      );
    });

  it("goes with the cluster of dev-azure, whose nodes' resource group it is in", async () => {
    bench = await Bench.start("dev-azure");
    assertDone(await bench.architect(["up", "dev-azure"]));
    balanceWorkload(bench);
    assertDone(await bench.architect(["destroy", "dev-azure"]));
    assert.deepEqual(bench.cloud.resources, []);
  });
});
