import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { freeDeadLocks } from "../../ephemeral/deadLocks";

const deadPid = spawnSync(process.execPath, ["-e", ""]).pid;

describe("locks that killed processes left", () => {
  let home = "";
  let locks = "";
  const free = (host = "here") => freeDeadLocks(`file://${home}`, "project", "x", host);
  const lock = (name: string, pid: number, hostname: string) =>
    writeFileSync(path.join(locks, name), JSON.stringify({ pid, hostname, username: "anna", timestamp: "" }));

  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), "locks-"));
    locks = path.join(home, ".pulumi/locks/organization/project/x");
    mkdirSync(locks, { recursive: true });
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it("are taken away, and only those", () => {
    lock("dead.json", deadPid, "here");
    lock("alive.json", process.pid, "here");
    lock("elsewhere.json", deadPid, "there");
    writeFileSync(path.join(locks, "half-written.json"), '{"pid"');
    assert.equal(free(), 1);
    assert.deepEqual(readdirSync(locks).sort(), ["alive.json", "elsewhere.json", "half-written.json"]);
  });

  it("are taken away by one caller only", () => {
    lock("dead.json", deadPid, "here");
    assert.deepEqual([free(), free()], [1, 0]);
  });

  it("are left alone in a backend that is no folder", () => {
    assert.equal(freeDeadLocks("https://api.pulumi.com", "project", "x", "here"), 0);
    assert.equal(freeDeadLocks("s3://bucket", "project", "x", "here"), 0);
  });
});
