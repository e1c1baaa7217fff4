import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import type { SimulatedResource } from "../../simulator/model";
import { Store } from "../../simulator/store";

const resource = (id: string): SimulatedResource => ({
  type: "aws:ec2/vpc:Vpc",
  id,
  urn: `urn:${id}`,
  home: "",
  serial: 1,
  born: 5,
  inputs: { cidrBlock: "10.0.0.0/16" },
  outputs: {},
});

describe("a simulated cloud's store", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "store-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const ids = () => [...new Store(folder).open("cloud").values()].map(({ id }) => id);

  it("has every change that was made before its process was killed", () => {
    const cloud = new Store(folder).open("cloud");
    cloud.set("a", resource("a")).set("b", resource("b"));
    cloud.set("b", resource("b2"));
    cloud.delete("a");
    cloud.delete("never there");
    assert.deepEqual(ids(), ["b2"]);
    assert.deepEqual(ids(), ["b2"], "also after it was read and written once more");
  });

  it("passes over half a line, which nobody was told of", () => {
    new Store(folder).open("cloud").set("a", resource("a"));
    appendFileSync(path.join(folder, "cloud.jsonl"), '{"key":"b","reso');
    assert.deepEqual(ids(), ["a"]);
  });

  it("makes no id of a number that an earlier run may have used", () => {
    const serials = [new Store(folder).serial, new Store(folder).serial];
    assert.equal(serials[0], 0);
    assert.ok((serials[1] ?? 0) >= 1_000_000);
  });

  it("takes what an earlier run made for older than anything", () => {
    new Store(folder).open("cloud").set("a", resource("a"));
    assert.ok((new Store(folder).open("cloud").get("a")?.born ?? 0) < -1_000_000);
  });
});
