import assert from "node:assert/strict";
import { Bench } from "../deploymentSupport";
import { follow } from "./shell";
import { assertAsPlanned, assertDone, assertTold, madeIn } from "./told";

describe("a cluster that is not reached", function () {
  this.timeout(240_000);
  let bench: Bench;

  afterEach(() => bench.stop());

  it("stops an up, which goes on once the way to it is open", async () => {
    const stack = "local";
    bench = await Bench.start(stack);
    bench.cloud.policy = { unreachable: true };
    const closed = await bench.architect(["up", stack]);
    assertTold(closed, /cluster is unreachable/, /The API server cannot be reached from here/);
    bench.cloud.policy = {};
    assertDone(await follow(bench, closed.stderr, /^npm/));
    await assertAsPlanned(bench, stack);
  });

  it("keeps its place in the state when it is only out of reach", async () => {
    const stack = "local";
    bench = await Bench.start(stack);
    assertDone(await bench.architect(["up", stack]));
    bench.cloud.policy = { unreachable: true };
    const closed = await bench.architect(["refresh", stack]);
    assertTold(closed, /Or the cluster is gone, and what was in it with it/);
    bench.cloud.policy = {};
    assertDone(await follow(bench, closed.stderr, /^npm/), /\d+ unchanged\n/);
    await assertAsPlanned(bench, stack);
  });

  it("since somebody deleted it does not stop a destroy: what was in it is forgotten by what the message says", async () => {
    const stack = "dev-gcp";
    bench = await Bench.start(stack);
    assertDone(await bench.architect(["up", stack]));
    deleteCluster(bench, "gcp:container/cluster:Cluster");
    assertDone(await bench.architect(["preview", stack]));
    const refused = await bench.architect(["destroy", stack]);
    assertTold(refused, /can't delete Helm Release with unreachable cluster/, /if the cluster is gone for good/);
    const left = await follow(bench, refused.stderr, /^PULUMI_K8S_DELETE_UNREACHABLE/);
    // What a gateway made in the cloud outlives a cluster that was deleted by hand.
    assertTold(left, /in use by simulated:gcp:ForwardingRule/, /gcloud compute forwarding-rules list --filter=network/);
    for (const one of bench.cloud.resources.filter(({ type }) => type === "simulated:gcp:ForwardingRule"))
      bench.cloud.drift(one.type, one.id, undefined);
    assertDone(await follow(bench, left.stderr));
    assert.deepEqual(madeIn(bench.cloud), []);
  });

  it("since somebody deleted it is made anew, with all that was in it, by what the messages say", async () => {
    const stack = "dev-azure";
    bench = await Bench.start(stack);
    assertDone(await bench.architect(["up", stack]));
    deleteCluster(bench, "azure-native:containerservice:ManagedCluster");
    const notFound = await bench.architect(["up", stack]);
    assertTold(notFound, /it was deleted by hand/, /Next: npm run architect -- refresh dev-azure, then/);
    const unreached = await bench.architect(["refresh", stack]);
    assertTold(unreached, /if the cluster is gone for good/);
    assertDone(await follow(bench, unreached.stderr, /^PULUMI_K8S_DELETE_UNREACHABLE/));
    assertDone(await bench.architect(["up", stack]));
    await assertAsPlanned(bench, stack);
  });
});

function deleteCluster({ cloud }: Bench, type: string): void {
  const cluster = cloud.resources.find((one) => one.type === type);
  assert.ok(cluster, "the cluster is there");
  cloud.drift(type, cluster.id, undefined);
}
