import assert from "node:assert/strict";
import { Backend } from "../../ephemeral/backend";
import { reap } from "../../ephemeral/reap";
import type { Taken } from "../../ephemeral/take";
import { inTurn } from "../../planner/inTurn";
import { findProject } from "../../planner/stacks";
import { enginesOf, eventually, type SandboxedArchitect } from "./sandboxSupport";

const hour = 3_600_000;

/** A stack of the crowd. */
interface Member {
  readonly name: string;
  readonly killed: boolean;
  /** True for one that has time left when the first reapers come. */
  readonly lasting: boolean;
}

const kill = (pid: number) => {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself just before.
  }
};

/** About how many resources a stack without add-ons has on each cloud. */
const sizes = { eks: 50, aks: 20, gke: 20, existing: 4 } as const;
const clouds = ["eks", "aks", "gke", "existing"] as const;

/** Makes a stack; every second one is killed at another point of the way, the command, the engine or both. */
async function make(architect: SandboxedArchitect, index: number): Promise<Member> {
  const killed = index % 2 === 1;
  const lasting = index % 3 === 0;
  const [pair, round] = [Math.floor(index / 2), Math.floor(index / 8)];
  const cloud = clouds[pair % clouds.length] ?? "eks";
  const args = ["--cloud", cloud, "--addons", "", "--owner", `crowd${index}`, "--ttl", lasting ? "1d" : "10m"];
  const running = architect.start("ephemeral", "create", ...args);
  const named = await eventually(() => /^eph-\S+,/m.test(running.err()));
  const [name = ""] = /eph-[a-z0-9-]+/.exec(running.err()) ?? [];
  assert.ok(named && name !== "", running.err());
  if (!killed) {
    const { status, err } = await running.ended;
    assert.equal(status, 0, err);
    return { name, killed, lasting };
  }
  const wanted = (index * 7) % sizes[cloud];
  let over = false;
  void running.ended.then(() => {
    over = true;
  });
  await eventually(async () => over || (await architect.resourcesOf(name)).length >= wanted);
  const engines = enginesOf(running.child);
  // On each cloud another way than in the last round.
  const way = (pair + round) % 3;
  if (way !== 0) for (const pid of engines) kill(pid);
  if (way !== 1) running.child.kill("SIGKILL");
  await running.ended;
  return { name, killed, lasting };
}

/**
 * Makes a crowd of stacks, half of them killed on the way, and lets two reapers at once loose on it, an hour later and two
 * days later.
 * @param size how many stacks
 * @param atOnce how many are made at once
 */
export async function crowd(architect: SandboxedArchitect, size: number, atOnce: number): Promise<void> {
  const before = { ...process.env };
  Object.assign(process.env, architect.variables);
  try {
    const members = await inTurn(
      Array.from({ length: size }, (_, index) => index),
      atOnce,
      async (index) => make(architect, index),
    );
    const lasting = members.filter((member) => member.lasting);
    const whole = new Map<string, number>();
    for (const { name } of lasting) whole.set(name, (await architect.resourcesOf(name)).length);

    const first = await twoReapers(architect, new Date(Date.now() + hour));
    assertTakenOnce(
      first,
      members.filter((member) => !member.lasting).map(({ name }) => name),
    );
    for (const { name, killed } of lasting) {
      const left = (await architect.resourcesOf(name)).length;
      // What a killed run had begun may still have come into being.
      assert.ok(killed ? left >= (whole.get(name) ?? 0) : left === whole.get(name), `${name} has lost something`);
    }
    const known = new Set(lasting.map(({ name }) => name));
    const strangers = (await architect.resources()).filter(
      ({ urn }) => !known.has(urn.split("::")[0]?.slice(11) ?? ""),
    );
    assert.deepEqual(
      strangers.map(({ urn, id }) => `${urn} ${id}`),
      [],
    );

    const second = await twoReapers(architect, new Date(Date.now() + 48 * hour));
    assertTakenOnce(
      second,
      lasting.map(({ name }) => name),
    );
    assert.deepEqual(
      (await architect.resources()).map(({ urn, id }) => `${urn} ${id}`),
      [],
    );
    assert.deepEqual(architect.files, []);
  } finally {
    for (const name of Object.keys(architect.variables)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

async function twoReapers(architect: SandboxedArchitect, now: Date): Promise<readonly (readonly Taken[])[]> {
  const reaper = async () =>
    reap(await Backend.open(findProject(architect.folder)), {
      now: () => now,
      parallel: 3,
      lockSeconds: 300,
      onTaken: () => undefined,
      stopped: () => false,
    });
  return Promise.all([reaper(), reaper()]);
}

function assertTakenOnce(reapers: readonly (readonly Taken[])[], expected: readonly string[]): void {
  const all = reapers.flat();
  const failed = all.filter(({ ended, text }) => ended === "failed" || text !== undefined);
  assert.deepEqual(failed, []);
  const names = new Set(all.filter(({ ended }) => ended === "destroyed" || ended === "gone").map(({ name }) => name));
  assert.deepEqual([...names].sort(), [...expected].sort());
}
