import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import type { SimulatedResource } from "./model";

/** One change of what a cloud holds; without a resource, it is gone. */
interface Entry {
  readonly key: string;
  readonly resource?: SimulatedResource;
}

/**
 * Resources that outlive the process: each change is in the journal before whoever asked for it hears of it, so a cloud
 * that is killed forgets nothing that it has answered.
 */
class Journal extends Map<string, SimulatedResource> {
  #file: string | undefined;

  /** From here on changes are written. */
  writeTo(file: string): this {
    const whole = [...this].map(([key, resource]) => line({ key, resource })).join("");
    writeFileSync(`${file}.new`, whole);
    renameSync(`${file}.new`, file);
    this.#file = file;
    return this;
  }

  override set(key: string, resource: SimulatedResource): this {
    // Undefined also while Map's own constructor runs, before this class's fields exist.
    if (this.#file !== undefined) appendFileSync(this.#file, line({ key, resource }));
    return super.set(key, resource);
  }

  override delete(key: string): boolean {
    if (this.#file !== undefined && this.has(key)) appendFileSync(this.#file, line({ key }));
    return super.delete(key);
  }
}

function line(entry: Entry): string {
  return `${JSON.stringify(entry)}\n`;
}

const beforeAll = -1e12;

function read(file: string): Journal {
  const journal = new Journal();
  if (!existsSync(file)) return journal;
  // A process that was killed while it wrote leaves half a line at the end: nobody was told of that change.
  const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
  for (const text of lines) {
    const { key, resource } = JSON.parse(text) as Entry;
    if (resource === undefined) journal.delete(key);
    // Times are counted from a process's start; what an earlier one made is older than anything.
    else journal.set(key, { ...resource, born: beforeAll });
  }
  return journal;
}

// More than any one run makes, so that ids of different runs never meet.
const serialsPerRun = 1_000_000;

/** The folder in which clouds keep what they hold, one file each. */
export class Store {
  /** The greatest number that an id was made of in earlier runs. */
  readonly serial: number;

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    const counter = path.join(folder, "runs");
    const run = existsSync(counter) ? Number(readFileSync(counter, "utf8")) : 0;
    writeFileSync(counter, String(run + 1));
    this.serial = run * serialsPerRun;
  }

  /** What a cloud of this name holds. Changes of the map are kept. */
  open(name: string): Map<string, SimulatedResource> {
    const file = path.join(this.folder, `${name}.jsonl`);
    return read(file).writeTo(file);
  }
}
