import assert from "node:assert/strict";
import { UsageError } from "../../deployments/errors";
import { minutesAfter, readTtl, showLeft, showTime } from "../../ephemeral/ttl";

const now = new Date("2026-11-24T21:45:30Z");

describe("times to live", () => {
  it("are read in weeks, days, hours and minutes", () => {
    assert.equal(readTtl("4h"), 240);
    assert.equal(readTtl("90m"), 90);
    assert.equal(readTtl("1h30m"), 90);
    assert.equal(readTtl("2d"), 2880);
    assert.equal(readTtl("1w"), 10080);
  });

  it("are refused where they are none, shorter than a control plane takes, or longer than a month", () => {
    for (const text of ["", "4", "4 h", "h", "0h", "9m", "32d", "30m1h", "-1h", "1.5h"])
      assert.throws(() => readTtl(text), UsageError, text);
  });

  it("never end before the time that was asked for", () => {
    assert.equal(minutesAfter(now, 10).toISOString(), "2026-11-24T21:56:00.000Z");
    assert.equal(minutesAfter(new Date("2026-11-24T21:45:00Z"), 10).toISOString(), "2026-11-24T21:55:00.000Z");
  });

  it("are shown in the two largest units", () => {
    assert.equal(showTime(45_000), "45 s");
    assert.equal(showTime(12 * 60_000), "12 min");
    assert.equal(showTime(185 * 60_000), "3 h 5 min");
    assert.equal(showTime(180 * 60_000), "3 h");
    assert.equal(showTime(52 * 3_600_000), "2 d 4 h");
    assert.equal(showLeft(new Date("2026-11-24T21:40:30Z"), now), "expired 5 min ago");
  });
});
