import { crowd } from "./ephemeralCrowd";
import { SandboxedArchitect } from "./sandboxSupport";

describe("ten ephemeral clusters, on three clouds and on a cluster that exists", function () {
  this.timeout(600_000);
  let architect: SandboxedArchitect;
  before(async () => {
    architect = await SandboxedArchitect.start(600);
  });
  after(async () => architect.stop());

  it("are taken away by two reapers at once, half-made ones too, and none that has time left", async () => {
    await crowd(architect, 10, 4);
  });
});
