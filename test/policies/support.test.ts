import assert from "node:assert/strict";
import { planStack } from "../../planner/plan";
import { configOf } from "../support/plan";

async function judged(version: string, today: string) {
  const plan = await planStack(configOf({ cluster: { cloud: "existing", version } }), today);
  const found = [...plan.findings, ...plan.waived].filter(({ rule }) => rule === "kubernetes-support-window");
  return found.map(({ severity, message }) => `${severity}: ${message}`);
}

describe("the support window of a Kubernetes version", () => {
  it("is no finding while more than two months of it are left", async () => {
    assert.deepEqual(await judged("1.35", "2026-11-24"), []);
  });

  it("is a warning in its last two months, with the days that are left", async () => {
    assert.deepEqual(await judged("1.35", "2027-02-18"), [
      "warning: standard support of Kubernetes 1.35 ends on 2027-02-28, in 10 days",
    ]);
    assert.deepEqual(await judged("1.35", "2027-02-28"), [
      "warning: standard support of Kubernetes 1.35 ends on 2027-02-28, in 0 days",
    ]);
  });

  it("is an error once it is over", async () => {
    assert.deepEqual(await judged("1.35", "2027-03-01"), ["error: support of Kubernetes 1.35 ended on 2027-02-28"]);
  });

  it("can be waived with a reason, which the plan then shows", async () => {
    const waiver = { rule: "kubernetes-support-window", reason: "moved next quarter" };
    const config = configOf({ cluster: { cloud: "existing", version: "1.32" }, policies: { waivers: [waiver] } });
    const plan = await planStack(config, "2026-11-24");
    assert.deepEqual(plan.findings, []);
    assert.deepEqual(
      plan.waived.map(({ rule, reason }) => ({ rule, reason })),
      [waiver],
    );
  });
});
