import assert from "node:assert/strict";
import { problemsOf } from "../support/plan";

const said = (cluster: object) => problemsOf({ cluster: { cloud: "existing", ...cluster } });

describe("the options of a virtual cluster", () => {
  it("are held to the Kubernetes minors that there are images of", () => {
    assert.match(said({ version: "1.32", virtual: {} }).join(), /cluster\.version: .*virtual cluster.*"1\.34"/);
    assert.deepEqual(said({ version: "1.35", virtual: {} }), []);
    assert.deepEqual(said({ version: "1.32" }), []);
  });

  it("never open the API server to all, and name who reaches one that faces the internet", () => {
    const virtual = (access: string, ...allowedCidrs: string[]) => ({
      virtual: { endpoint: { access, allowedCidrs } },
    });
    assert.match(said(virtual("restricted", "0.0.0.0/0")).join(), /never open to all/);
    assert.match(said(virtual("restricted")).join(), /at least one network/);
    assert.match(said(virtual("private", "203.0.113.0/24")).join(), /no networks when access is private/);
    assert.deepEqual(said(virtual("restricted", "203.0.113.0/24")), []);
  });
});
