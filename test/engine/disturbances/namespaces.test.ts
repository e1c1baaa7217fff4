import assert from "node:assert/strict";
import { Bench } from "../deploymentSupport";
import { follow } from "./shell";
import { assertDone, assertTold } from "./told";

const stack = "local";
const namespaceType = "kubernetes:core/v1:Namespace";

/** Something of somebody else in one of our namespaces, which waits for a controller that is not there. */
function leaveHeld({ cloud }: Bench, namespace: string) {
  const own = cloud.resources.find(({ type, id }) => type === namespaceType && id === namespace);
  assert.ok(own, `${namespace} is there`);
  const metadata = { namespace, name: "restore", finalizers: ["example.com/restore"] };
  const held = { type: "kubernetes:example.com/v1:Restore", id: `${namespace}/restore`, urn: "", home: own.home };
  cloud.put({ ...held, serial: 0, born: 0, inputs: { metadata }, outputs: {} });
  return held;
}

describe("a namespace that does not end", function () {
  this.timeout(240_000);
  let bench: Bench;

  beforeEach(async () => {
    bench = await Bench.start(stack);
    assertDone(await bench.architect(["up", stack]));
  });
  afterEach(() => bench.stop());

  it("stops a destroy, which says where to look and goes on once nothing is in it", async () => {
    const held = leaveHeld(bench, "monitoring");
    const stopped = await bench.architect(["destroy", stack]);
    assertTold(
      stopped,
      /prometheus-namespace-monitoring .* could not be deleted/,
      /something in it has a finalizer whose controller is gone/,
      /kubectl get namespace monitoring --output/,
    );
    bench.cloud.drift(held.type, held.id, undefined);
    assertDone(await follow(bench, stopped.stderr));
    assert.deepEqual(bench.cloud.resources, []);
  });

  it("takes nothing new, which an up says with the namespace's name", async () => {
    const held = leaveHeld(bench, "monitoring");
    bench.edit(stack, (text) => text.replace("    prometheus: {}\n", ""));
    assertTold(await bench.architect(["up", stack]), /kubectl get namespace monitoring --output/);
    bench.edit(stack, (text) => text.replace("    istio: {}\n", "    istio: {}\n    prometheus: {}\n"));
    const refused = await bench.architect(["up", stack]);
    assertTold(refused, /because it is being terminated/, /kubectl get namespace monitoring --output/);
    bench.cloud.drift(held.type, held.id, undefined);
    bench.cloud.drift(namespaceType, "monitoring", undefined);
    assertDone(await bench.architect(["up", stack, "--refresh"]));
  });
});
