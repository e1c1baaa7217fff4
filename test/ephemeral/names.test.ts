import assert from "node:assert/strict";
import fc from "fast-check";
import { lifetime } from "../../components/config/lifetime";
import { defaultOwner, isMadeName, ownerTag, uniqueName } from "../../ephemeral/names";

const owners = fc
  .string({ minLength: 1 })
  .map(ownerTag)
  .filter((owner) => owner !== undefined);

describe("names of ephemeral stacks", () => {
  it("are never one that is taken", () => {
    const numbers = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1];
    const name = uniqueName("anna", new Set(["eph-anna-bbbbbb"]), () => numbers.shift() ?? 2);
    assert.equal(name, "eph-anna-cccccc");
  });

  it("are short, a DNS label, and known again, whoever the owner is", () => {
    fc.assert(
      fc.property(owners, (owner) => {
        const name = uniqueName(owner, new Set());
        assert.ok(name.length <= 23 && /^[a-z]([-a-z0-9]*[a-z0-9])$/.test(name), name);
        assert.ok(isMadeName(name), name);
      }),
    );
  });

  it("are not what people call their stacks", () => {
    for (const name of ["prod-aws", "ephemeral", "eph-anna", "eph-anna-test", "local"])
      assert.ok(!isMadeName(name), name);
  });
});

describe("owners of ephemeral stacks", () => {
  it("can stand in a tag of each cloud, whatever they are made of", () => {
    fc.assert(fc.property(owners, (owner) => lifetime.safeParse({ owner, expiresAt: "2026-11-24T21:45Z" }).success));
    assert.equal(ownerTag("Anna.Berg@example.com"), "anna-berg");
    assert.equal(ownerTag("@@"), undefined);
  });

  it("are whoever started the job, else the machine's user", () => {
    assert.equal(defaultOwner({ GITHUB_ACTOR: "Octo-Cat[bot]", USER: "runner" }), "octo-cat-bot");
    assert.equal(defaultOwner({ USER: "anna" }), "anna");
  });
});
