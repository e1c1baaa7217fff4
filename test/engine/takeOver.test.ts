import { strict as assert } from "node:assert";
import { findPulumi } from "../../deployments/pulumi";
import { made } from "../faults/checks";
import { told } from "../faults/told";
import { Workshop } from "../faults/workshop";

const stack = "local";
const label = "kubernetes:telemetry.istio.io/v1:Telemetry::istio-access-log-ingress";

describe("something that is there and that the state does not know", function () {
  this.timeout(240_000);
  let workshop: Workshop;

  before(async () => {
    workshop = await Workshop.start(stack);
    const up = await workshop.architect(["up", stack]);
    assert.equal(up.status, 0, up.stderr);
  });
  after(() => workshop?.stop());

  it("is taken over by the command that the failure tells", async () => {
    const before = made(workshop);
    const urn = before.find((resource) => resource.urn.endsWith(label))?.urn ?? assert.fail(label);
    const { command } = await findPulumi(process.env);
    await workshop.pulumi(command, "state", "delete", urn, "--yes");

    const failed = await workshop.architect(["up", stack]);
    assert.equal(failed.status, 1);
    assert.match(failed.stderr, /already exists/);
    const words = told(failed.stderr) ?? [];
    assert.deepEqual(words, ["up", stack, "--recover", "--import", `${label}=istio-ingress/access-log`]);
    const taken = await workshop.architect(words);
    assert.equal(taken.status, 0, taken.stderr);
    assert.match(taken.stderr, /taken into the state: istio-access-log-ingress/);
    assert.deepEqual(
      made(workshop).map(({ id }) => id),
      before.map(({ id }) => id),
    );
    assert.equal((await workshop.architect(["up", stack])).calls.length, 0);
  });

  it("is not taken over under a name of which nothing is still to be made", async () => {
    await assert.rejects(
      workshop.architect(["up", stack, "--recover", "--import", "nobody=x"]),
      /--import nobody: nothing of that name is still to be made/,
    );
  });
});
