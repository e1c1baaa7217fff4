import assert from "node:assert/strict";
import { neverInstalled, releaseStatus } from "../../deployments/releases";
import { readState } from "../../deployments/state";

const releaseType = "kubernetes:helm.sh/v3:Release";
const urn = `urn:pulumi:s::kubernetes-architect::${releaseType}::argocd-argocd`;

describe("where a release stands", () => {
  it("is what Helm's record says, as the state has it", () => {
    const state = readState({ resources: [{ urn, custom: true, outputs: { status: { status: "pending-install" } } }] });
    assert.deepEqual(
      state.resources.map(({ release }) => release),
      ["pending-install"],
    );
    assert.ok(state.resources.every(neverInstalled));
  });

  it("is known of releases only, and of those that were made", () => {
    assert.equal(releaseStatus("kubernetes:apps/v1:Deployment", { status: { status: "failed" } }), undefined);
    for (const outputs of [undefined, {}, { status: {} }, { status: "deployed" }])
      assert.equal(releaseStatus(releaseType, outputs), undefined);
    for (const status of ["deployed", "failed", "pending-upgrade", undefined])
      assert.equal(neverInstalled({ release: status }), false);
  });
});
