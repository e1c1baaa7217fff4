import assert from "node:assert/strict";
import type { Finding, Plan } from "../../planner/plan";
import { planStack } from "../../planner/plan";
import { configOf } from "../support/plan";

// On this day the support of Kubernetes 1.32 is over, so that there is one finding to waive.
const today = "2026-11-24";
const ended = "kubernetes-support-window";
const reason = "moved next quarter";

interface Waiver {
  readonly rule: string;
  readonly resource?: string;
}

async function planWith(waivers: readonly Waiver[], version = "1.32"): Promise<Plan> {
  const policies = { waivers: waivers.map((waiver) => ({ ...waiver, reason })) };
  return planStack(configOf({ cluster: { cloud: "existing", version }, policies }), today);
}

const unused = ({ findings }: Plan): readonly Finding[] => findings.filter(({ rule }) => rule === "unused-waiver");

describe("a waiver", () => {
  it("is no finding while it is for one", async () => {
    const plan = await planWith([{ rule: ended }, { rule: ended, resource: "test" }]);
    assert.deepEqual(plan.findings, []);
    assert.deepEqual(
      plan.waived.map(({ rule }) => rule),
      [ended],
    );
  });

  it("of a rule that does not exist is a warning on the stack, with the nearest rule", async () => {
    const plan = await planWith([{ rule: "kubernetes-suport-window" }]);
    assert.deepEqual(unused(plan), [
      {
        rule: "unused-waiver",
        severity: "warning",
        urn: "urn:pulumi:test::kubernetes-architect::kubernetes-architect:index:Platform::test",
        message: "the waiver of kubernetes-suport-window is for a rule that does not exist",
        fix: "Write kubernetes-support-window, or the id of another rule under policies.waivers, or take the waiver out.",
      },
    ]);
    assert.ok(
      plan.findings.some(({ rule }) => rule === ended),
      "the misspelt waiver accepts nothing",
    );
  });

  it("of a rule that nothing is near to is told without a guess", async () => {
    const [found] = unused(await planWith([{ rule: "CKV_AWS_39" }]));
    assert.equal(found?.fix, "Write the id of another rule under policies.waivers, or take the waiver out.");
  });

  it("for a resource that is not in the plan is a warning, with the nearest resource", async () => {
    const [found] = unused(await planWith([{ rule: ended, resource: "tset" }]));
    assert.equal(
      found?.message,
      "the waiver of kubernetes-support-window is for tset, which is no resource of this stack",
    );
    assert.match(found?.fix ?? "", /^Write test, or the name of another resource/);
  });

  it("that has outlived its reason is a warning", async () => {
    const [everywhere] = unused(await planWith([{ rule: ended }], "1.35"));
    assert.equal(everywhere?.message, "the waiver of kubernetes-support-window is for nothing: the rule is kept");
    assert.equal(everywhere?.severity, "warning");
    const [one] = unused(await planWith([{ rule: ended, resource: "test" }], "1.35"));
    assert.equal(one?.message, "the waiver of kubernetes-support-window is for nothing: the rule is kept by test");
  });

  it("cannot accept that another one is unused", async () => {
    const found = unused(await planWith([{ rule: "unused-waiver" }, { rule: "nonsense" }]));
    assert.equal(found.length, 2);
  });
});
