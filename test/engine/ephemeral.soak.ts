import { crowd } from "./ephemeralCrowd";
import { SandboxedArchitect } from "./sandboxSupport";

describe("a hundred ephemeral clusters, or as many as ARCHITECT_SOAK says", function () {
  this.timeout(3_600_000);
  let architect: SandboxedArchitect;
  before(async () => {
    architect = await SandboxedArchitect.start(600);
  });
  after(async () => architect.stop());

  it("are taken away by two reapers at once, half-made ones too, and none that has time left", async () => {
    await crowd(architect, Number(process.env.ARCHITECT_SOAK ?? 100), 4);
  });
});
