import assert from "node:assert/strict";
import fc from "fast-check";
import { alertRules, longestGap } from "../../components/addons/velero/alerts";
import { goDuration } from "../../components/addons/velero/durations";
import { veleroOptions } from "../../components/addons/velero/options";

const hour = 3600;

function overdue(options: object): Record<string, unknown>[] {
  const rules = alertRules(veleroOptions.parse(options)) as Record<string, unknown>[];
  return rules.filter(({ alert }) => alert === "VeleroBackupOverdue" || alert === "VeleroBackupMissing");
}

describe("velero's alerts", () => {
  it("know the longest time between two runs of a schedule", () => {
    assert.equal(longestGap("0 3 * * *"), 24 * hour);
    assert.equal(longestGap("0 3 * * 0"), 7 * 24 * hour);
    assert.equal(longestGap("0 9-17 * * 1-5"), 64 * hour);
    assert.equal(longestGap("0 0 1 * *"), 31 * 24 * hour);
  });

  it("call each running schedule overdue after its own time and two hours, and when it never ran", () => {
    const last = 'velero_backup_last_successful_timestamp{schedule="velero-daily"}';
    const found = overdue({}).map(({ alert, expr, for: wait }) => ({ alert, expr, wait }));
    assert.deepEqual(found, [
      { alert: "VeleroBackupOverdue", expr: `time() - ${last} > ${26 * hour}`, wait: "15m" },
      { alert: "VeleroBackupMissing", expr: `absent(${last})`, wait: `${26 * hour}s` },
    ]);
  });

  it("do not wait for a schedule that is paused, or for any on a read-only location", () => {
    assert.equal(overdue({ schedules: { daily: { cron: "0 3 * * *", paused: true } } }).length, 0);
    assert.equal(overdue({ accessMode: "ReadOnly" }).length, 0);
  });
});

describe("a duration for Go", () => {
  it("has hours, minutes and seconds only, and lasts as long", () => {
    const seconds: Readonly<Record<string, number>> = { w: 604800, d: 86400, h: 3600, m: 60, s: 1 };
    const length = (text: string) =>
      [...text.matchAll(/(\d+)(\w)/g)].reduce(
        (sum, [, count, unit]) => sum + Number(count) * (seconds[unit ?? ""] ?? NaN),
        0,
      );
    const part = fc.tuple(fc.integer({ min: 1, max: 400 }), fc.constantFrom(...Object.keys(seconds)));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
        const text = parts.map(([count, unit]) => `${count}${unit}`).join("");
        assert.match(goDuration(text), /^(\d+[hms])+$/);
        assert.equal(length(goDuration(text)), length(text));
      }),
    );
  });
});
