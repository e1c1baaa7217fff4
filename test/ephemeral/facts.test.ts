import assert from "node:assert/strict";
import { factsOf, isExpired } from "../../ephemeral/facts";
import { stackText } from "../support/plan";

const file = (expiresAt: string) => stackText({ cluster: {}, lifetime: { owner: "anna", expiresAt } });
const state = (...resources: readonly object[]) => ({ version: 3, deployment: { resources } });
const stackResource = (outputs: object) => ({ type: "pulumi:pulumi:Stack", urn: "s", outputs });
const vpc = (tags: object) => ({
  type: "aws:ec2/vpc:Vpc",
  urn: "v",
  id: "vpc-1",
  created: "2026-11-24T18:00:00Z",
  inputs: { tags },
});

const five = "2026-11-24T17:00Z";
const nine = "2026-11-24T21:00Z";

describe("what is known of an ephemeral stack", () => {
  it("comes from its file, its outputs or its resources' tags, whichever there are", () => {
    const tagged = state(vpc({ owner: "anna", "expires-at": "20261124t2100z", stack: "x" }));
    const known = [
      factsOf("x", file(nine), undefined),
      factsOf("x", undefined, state(stackResource({ owner: "anna", expiresAt: nine }))),
      factsOf("x", undefined, tagged),
    ];
    for (const facts of known) {
      assert.equal(facts?.owner, "anna");
      assert.equal(facts?.expiresAt.toISOString(), "2026-11-24T21:00:00.000Z");
    }
  });

  it("comes from the labels of a namespace too, which is all that a virtual cluster has", () => {
    const labels = { owner: "anna", "expires-at": "20261124t2100z" };
    const namespace = { type: "kubernetes:core/v1:Namespace", urn: "n", id: "x", inputs: { metadata: { labels } } };
    const lookedUp = { type: "kubernetes:core/v1:Secret", urn: "k", id: "x/vc-x", external: true };
    const facts = factsOf("x", undefined, state(namespace, lookedUp));
    assert.deepEqual([facts?.owner, facts?.expiresAt, facts?.resources], ["anna", new Date(nine), 1]);
  });

  it("is nothing where no lifetime is said, so that no other stack is ever reaped", () => {
    assert.equal(
      factsOf("prod", stackText({ cluster: {} }), state(vpc({ stack: "prod" }), stackResource({}))),
      undefined,
    );
    assert.equal(factsOf("prod", undefined, state(vpc({ owner: "anna" }))), undefined);
    assert.equal(factsOf("prod", "not: [yaml", undefined), undefined);
  });

  it("counts the latest time: more time given in one place is more time", () => {
    const late = factsOf("x", file(five), state(stackResource({ owner: "anna", expiresAt: nine })));
    const early = factsOf("x", file(nine), state(stackResource({ owner: "anna", expiresAt: five })));
    assert.deepEqual([late?.expiresAt, early?.expiresAt], [new Date(nine), new Date(nine)]);
  });

  it("tells a half-made stack from one that is ready and one that is empty", () => {
    const ended = stackResource({ owner: "anna", expiresAt: nine });
    assert.equal(factsOf("x", file(nine), state(vpc({})))?.state, "half-made");
    assert.equal(factsOf("x", file(nine), state(vpc({}), ended))?.state, "ready");
    assert.equal(factsOf("x", file(nine), state())?.state, "empty");
    assert.equal(factsOf("x", file(nine), undefined)?.inBackend, false);
    assert.deepEqual(factsOf("x", file(nine), state(vpc({})))?.born, new Date("2026-11-24T18:00:00Z"));
  });

  it("says that a stack has expired from its last minute on", () => {
    const facts = factsOf("x", file(nine), undefined);
    assert.ok(facts !== undefined);
    assert.equal(isExpired(facts, new Date("2026-11-24T20:59:59Z")), false);
    assert.equal(isExpired(facts, new Date("2026-11-24T21:00:00Z")), true);
  });
});
