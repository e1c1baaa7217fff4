import assert from "node:assert/strict";
import { Bench } from "../deploymentSupport";
import { leaveHeld, namespaceType } from "./finalizers";
import { follow } from "./shell";
import { assertDone, assertTold } from "./told";

const stack = "local";

describe("a namespace that does not end", function () {
  this.timeout(240_000);
  let bench: Bench;

  beforeEach(async () => {
    bench = await Bench.start(stack);
    assertDone(await bench.architect(["up", stack]));
  });
  afterEach(() => bench.stop());

  it("stops a destroy, which says where to look and goes on once nothing is in it", async () => {
    const held = leaveHeld(bench.cloud, "monitoring");
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
    const held = leaveHeld(bench.cloud, "monitoring");
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
