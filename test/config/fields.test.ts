import assert from "node:assert/strict";
import { clockDuration, duration } from "../../components/config/fields";

const taken = (field: () => { safeParse(value: string): { success: boolean } }, values: readonly string[]) =>
  values.filter((value) => field().safeParse(value).success);

describe("a duration", () => {
  const good = ["15d", "720h", "90m", "1h30m", "2w1d12h", "30s"];

  it("has its units from the largest to the smallest, as Prometheus and its operator take them", () => {
    assert.deepEqual(taken(duration, good), good);
    assert.deepEqual(taken(duration, ["30m1h", "1d2w", "1h1h", "5", "h", "", "-1h", "1.5h", "1y"]), []);
  });

  it("is longer than nothing", () => {
    assert.deepEqual(taken(duration, ["0s", "0h0m", "00d"]), []);
    assert.deepEqual(taken(duration, ["0h5m", "10m"]), ["0h5m", "10m"]);
  });

  it("has no days where the program that reads it knows none", () => {
    assert.deepEqual(taken(clockDuration, good), ["720h", "90m", "1h30m", "30s"]);
    assert.deepEqual(taken(clockDuration, ["1m1h", "0s", "2w"]), []);
  });
});
