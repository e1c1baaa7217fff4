import assert from "node:assert/strict";
import fc from "fast-check";
import { physicalName } from "../../../components/config/values/names";

const part = fc.stringMatching(/^[a-z][a-z0-9-]{0,60}[a-z0-9]$/);

describe("a physical name", () => {
  it("keeps a short name as it is", () => {
    assert.equal(physicalName({ max: 63, separator: "-" }, "prod-aws", "velero"), "prod-aws-velero");
    assert.equal(physicalName({ max: 24, separator: "" }, "prod-azure", "backups"), "prodazurebackups");
  });

  it("is never longer than the cloud takes, and has no characters but a–z, 0–9 and -", () => {
    fc.assert(
      fc.property(part, part, fc.integer({ min: 12, max: 63 }), (a, b, max) => {
        const name = physicalName({ max, separator: "-" }, a, b);
        assert.ok(name.length <= max);
        assert.match(name, /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);
      }),
    );
  });

  it("keeps two long names apart that start alike", () => {
    const rule = { max: 24, separator: "" } as const;
    const long = "a-very-long-stack-name-that-goes-on";
    assert.notEqual(physicalName(rule, long, "backups"), physicalName(rule, long, "chunks"));
  });
});
