import { readFileSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import type { Cloud } from "../components/config/clusters/common";
import { timeText } from "../components/config/lifetime";
import { stackFile } from "../components/config/read";
import { type CommandRequest, command } from "../deployments/command";
import { UsageError } from "../deployments/errors";
import { type ExitStatus, exitStatus } from "../deployments/exit";
import type { Backend } from "./backend";
import { chooseSource } from "./choose";
import { isExpired } from "./facts";
import { writeKubeconfig } from "./kubeconfig";
import { defaultOwner, ownerTag, uniqueName } from "./names";
import { checkText, ephemeralText, withLifetime } from "./source";
import { minutesAfter, readTtl, showTime } from "./ttl";

/** What `architect ephemeral create` was asked for. */
export interface Wanted {
  readonly cloud?: Cloud | undefined;
  readonly from?: string | undefined;
  readonly ttl: string;
  readonly addons?: readonly string[] | undefined;
  readonly owner?: string | undefined;
  /** Where the kubeconfig is written. */
  readonly kubeconfig?: string | undefined;
  /** True once the user has asked to end. */
  readonly stopped?: (() => boolean) | undefined;
}

/** A stack that was begun. */
export interface Created {
  readonly name: string;
  readonly status: ExitStatus;
}

const request: CommandRequest = {
  json: false,
  color: true,
  yes: true,
  lockSeconds: 0,
  recover: false,
  imports: new Map(),
  allowFindings: false,
};

/**
 * Makes an ephemeral stack: a file with a name of its own, then `up`, which ends when every add-on is ready.
 * @param onName hears the name before anything is made, so that whoever is interrupted knows what to take away
 * @throws UsageError, ConfigError for what has to be put right first; nothing is left of it then
 */
export async function create(backend: Backend, wanted: Wanted, onName: (name: string) => void): Promise<Created> {
  const { project } = backend;
  const files = new Map(
    project.stacks.map((name) => [name, readFileSync(path.join(project.root, stackFile(name)), "utf8")]),
  );
  const from = chooseSource(files, wanted.from, wanted.cloud);
  const owner = ownerOf(wanted.owner);
  const expiresAt = minutesAfter(new Date(), readTtl(wanted.ttl));
  const name = uniqueName(owner, new Set([...files.keys(), ...(await backend.names())]));
  const making = { name, from, lifetime: { owner, expiresAt: timeText(expiresAt) }, addons: wanted.addons };
  const text = ephemeralText(files.get(from) ?? "", making);
  checkText(text, project.name, making);
  const file = path.join(project.root, stackFile(name));
  // wx: a name that somebody else has taken in this moment is not overwritten.
  writeFileSync(file, text, { flag: "wx" });
  onName(name);
  process.stderr.write(`${name}, from ${from}, of ${owner}, until ${timeText(expiresAt)}\n`);
  const start = performance.now();
  const status = await command("up", name, { ...request, out: process.stderr, stopped: wanted.stopped }).catch(
    (error: unknown) => {
      rmSync(file, { force: true });
      throw error;
    },
  );
  const took = showTime(performance.now() - start);
  if (status === exitStatus.done) {
    if (wanted.kubeconfig !== undefined) await writeKubeconfig(backend, name, wanted.kubeconfig);
    process.stderr.write(
      `${name} is ready after ${took}. It is gone at ${timeText(expiresAt)}; sooner with: npm run architect -- ephemeral destroy ${name}\n`,
    );
  } else if ((await backend.facts(name))?.inBackend === false) {
    // Held back by what its plan was found to do.
    rmSync(file, { force: true });
    process.stderr.write(`nothing was made, and ${name} is forgotten\n`);
  } else
    process.stderr.write(
      `${name} was not finished. Go on with: npm run architect -- up ${name} --recover; or take it away: npm run architect -- ephemeral destroy ${name}\n`,
    );
  return { name, status };
}

function ownerOf(given: string | undefined): string {
  if (given === undefined) return defaultOwner(process.env);
  const owner = ownerTag(given);
  if (owner === undefined) throw new UsageError(`--owner ${JSON.stringify(given)}: nothing of it can stand in a tag`);
  return owner;
}

/**
 * Gives an ephemeral stack more time, counted from now: in its file first, where every reaper looks, then on its
 * resources and in its outputs by `up`. Never takes time away.
 * @throws UsageError for a stack that is not ephemeral, has expired already, or has more time than that
 */
export async function extend(backend: Backend, name: string, ttl: string): Promise<ExitStatus> {
  const minutes = readTtl(ttl);
  const facts = await backend.facts(name);
  if (facts === undefined)
    throw new UsageError(`${name} is no ephemeral stack; npm run architect -- ephemeral list shows them`);
  const now = new Date();
  if (isExpired(facts, now))
    throw new UsageError(`${name} expired at ${timeText(facts.expiresAt)}, and may be going already: make another one`);
  const until = minutesAfter(now, minutes);
  if (until <= facts.expiresAt) throw new UsageError(`${name} has time until ${timeText(facts.expiresAt)} already`);
  const before = backend.file(name) ?? (await fetchFile(backend, name));
  const file = path.join(backend.project.root, stackFile(name));
  writeFileSync(file, withLifetime(before, { owner: facts.owner, expiresAt: timeText(until) }));
  const status = await command("up", name, request).catch((error: unknown) => {
    writeFileSync(file, before);
    throw error;
  });
  if (status === exitStatus.done) process.stderr.write(`${name} has time until ${timeText(until)}\n`);
  else
    process.stderr.write(
      `${name} has time until ${timeText(until)} by its file on this machine; its tags and outputs do not say so yet. Next: npm run architect -- up ${name}\n`,
    );
  return status;
}

// A stack that another machine made: the backend remembers the config of its last update.
async function fetchFile(backend: Backend, name: string): Promise<string> {
  await backend.run("config", "refresh", "--stack", name);
  const text = backend.file(name);
  if (text === undefined)
    throw new UsageError(`${stackFile(name)} is not on this machine: extend ${name} where it was made`);
  return text;
}
