import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { freeDeadLocks } from "../../ephemeral/deadLocks";
import { mendAttributes } from "../../ephemeral/fileBackend";

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

describe("attributes of states that killed processes left empty", () => {
  it("are deleted, and no others, so that the stacks can be read again", () => {
    const home = mkdtempSync(path.join(tmpdir(), "attributes-"));
    const stacks = path.join(home, ".pulumi/stacks/project");
    mkdirSync(stacks, { recursive: true });
    const write = (name: string, text: string, secondsAgo: number) => {
      writeFileSync(path.join(stacks, name), text);
      const then = Date.now() / 1000 - secondsAgo;
      utimesSync(path.join(stacks, name), then, then);
    };
    write("a.json", "", 60);
    write("a.json.attrs", "", 60);
    write("b.json.attrs", "{}", 60);
    write("c.json.attrs", "", 0);
    assert.equal(mendAttributes(`file://${home}?no_tmp_dir=true`, "project"), 1);
    assert.deepEqual(readdirSync(stacks).sort(), ["a.json", "b.json.attrs", "c.json.attrs"]);
    assert.equal(mendAttributes("s3://bucket", "project"), 0);
    rmSync(home, { recursive: true });
  });
});
