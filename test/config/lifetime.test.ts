import assert from "node:assert/strict";
import { lifetimeTags, timeOfTag } from "../../components/config/lifetime";
import { all, configOf, only, planOf, problemsOf } from "../support/plan";

const cluster = {
  cloud: "eks",
  profile: "ephemeral",
  region: "eu-west-1",
  version: "1.35",
  network: { cidr: "10.60.0.0/22" },
  nodePools: { general: { instance: "m7i.xlarge" } },
};
const lifetime = { owner: "anna", expiresAt: "2026-11-24T21:45Z" };

describe("a stack's lifetime", () => {
  it("stands as tags on everything, in characters that all clouds take", async () => {
    assert.deepEqual(configOf({ cluster, lifetime }).tags, { owner: "anna", "expires-at": "20261124t2145z" });
    assert.equal(timeOfTag("20261124t2145z"), lifetime.expiresAt);
    assert.equal(timeOfTag("20261324t2145z"), undefined);
    const plan = await planOf({ cluster, lifetime });
    const tags = only(plan, "aws:ec2/vpc:Vpc").inputs.tags as Record<string, string>;
    assert.equal(tags["expires-at"], "20261124t2145z");
  });

  it("can change without new nodes: what nodes are made from does not say when they expire", async () => {
    const templates = async (expiresAt: string) => {
      const plan = await planOf({ cluster, lifetime: { ...lifetime, expiresAt } });
      return all(plan, "aws:ec2/launchTemplate:LaunchTemplate").map(({ inputs }) => inputs.tagSpecifications);
    };
    const before = await templates("2026-11-24T21:45Z");
    assert.deepEqual(before, await templates("2026-11-25T21:45Z"));
    assert.match(JSON.stringify(before), /"owner":"anna"/);
  });

  it("is refused on a stack that is not ephemeral", () => {
    const problems = problemsOf({ cluster: { ...cluster, profile: "development" }, lifetime });
    assert.ok(
      problems.some((line) => /lifetime/.test(line) && /only with the profile ephemeral/.test(line)),
      problems.join("\n"),
    );
  });

  it("is refused beside tags that say it a second time", () => {
    const problems = problemsOf({ cluster, lifetime, tags: { owner: "berta" } });
    assert.ok(
      problems.some((line) => /tags\.owner/.test(line)),
      problems.join("\n"),
    );
  });

  it("takes times to the minute in UTC only, and owners that can be a tag", () => {
    for (const expiresAt of ["2026-11-24", "2026-11-24T21:45:00Z", "2026-11-24T21:45+01:00", "2026-02-30T00:00Z"])
      assert.ok(problemsOf({ cluster, lifetime: { ...lifetime, expiresAt } }).length > 0, expiresAt);
    assert.ok(problemsOf({ cluster, lifetime: { ...lifetime, owner: "Anna Berg" } }).length > 0);
  });

  it("says nothing where there is none", () => {
    assert.deepEqual(configOf({ cluster }).tags, {});
    assert.deepEqual(lifetimeTags(lifetime), { owner: "anna", "expires-at": "20261124t2145z" });
  });
});
