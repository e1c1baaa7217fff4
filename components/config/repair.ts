import type { z } from "zod";
import type { Cloud } from "./clusters/common";
import type { Path, Problem, Source } from "./errors";
import { meantBy, type OtherClouds, problemsOf } from "./problems";
import { layOver, replaced, schemaAt, valueAt, without } from "./schemaWalk";

/** A config of which the wrong parts were put right or taken out, so that the checks can look at the rest. */
export interface Repaired {
  /** The parsed config; undefined when it could not be repaired. */
  readonly value: unknown;
  /** What the user wrote, without what was wrong. */
  readonly rest: unknown;
  /** What was wrong, by paths in the repaired config. */
  readonly problems: readonly Problem[];
  /** The path in the file, for one in the repaired config: a misspelt key is there as it was written. */
  readonly written: (path: Path) => Path;
}

// What is required and has no default, for the checks to go on with: an error over these is never shown.
const standIns: Readonly<Record<Cloud, Readonly<Record<string, unknown>>>> = {
  eks: { region: "eu-west-1" },
  aks: { region: "westeurope", access: { admins: ["00000000-0000-0000-0000-000000000000"] } },
  gke: { region: "europe-west1", project: "example-project" },
  existing: {},
};

// Deep enough for a wrong value to be taken out with all the maps and lists that it is in.
const maxRounds = 12;

/** True when a path is another one or leads on from it. */
export function isUnder(path: Path, above: Path): boolean {
  return path.length >= above.length && above.every((part, index) => part === path[index]);
}

const same = (a: Path, b: Path) => a.length === b.length && isUnder(a, b);

/** The keys that were misspelt, under the names that were meant. */
class Renames {
  readonly #names = new Map<string, string>();

  add(path: Path, meant: string): void {
    this.#names.set(JSON.stringify([...path.slice(0, -1), meant]), String(path.at(-1)));
  }

  /** The path as it stands in the file. */
  written = (path: Path): Path =>
    path.map((part, index) => this.#names.get(JSON.stringify(path.slice(0, index + 1))) ?? part);
}

/** What is parsed, and what is known of it besides the schema. */
export interface Layers {
  /** What the user wrote. */
  readonly written: unknown;
  /** What the profile says, under it. */
  readonly profiled: unknown;
  readonly cloud: Cloud;
  readonly otherClouds: OtherClouds;
  readonly source: Source;
}

/** Tries the schema on a config until it takes it, each time with what was wrong put right or taken out. */
class Repair {
  readonly problems: Problem[] = [];
  readonly renames = new Renames();
  #current: unknown;

  get rest(): unknown {
    return this.#current;
  }

  constructor(
    private readonly schema: z.ZodType,
    private readonly layers: Layers,
  ) {
    this.#current = layers.written;
  }

  run(): unknown {
    for (let round = 0; round < maxRounds; round += 1) {
      const result = this.schema.safeParse(layOver(this.schema, this.layers.profiled, this.#current));
      if (result.success) return result.data;
      const reading = { root: this.#current, otherClouds: this.layers.otherClouds, text: this.#text };
      const found = result.error.issues.map((issue) => ({ issue, problems: problemsOf(issue, this.schema, reading) }));
      // A key that is misspelt is told as that, and not as missing besides.
      const meant = found.flatMap(({ issue, problems }) =>
        issue.code === "unrecognized_keys" ? problems.flatMap(meantPath) : [],
      );
      for (const { issue, problems } of found)
        for (const problem of problems)
          if (problem.found !== undefined || !meant.some((path) => same(path, problem.path)))
            this.#mend(issue, problem);
    }
    return undefined;
  }

  #text = (path: Path): string | undefined => this.layers.source.text?.(this.renames.written(path));

  #mend(issue: z.core.$ZodIssue, problem: Problem): void {
    const { path, found } = problem;
    if (found === undefined && issue.code === "invalid_type" && issue.expected === "object") {
      // What is missing in it is told in the next round, by its own path.
      this.#current = replaced(this.#current, path, {});
    } else if (this.problems.some((known) => same(known.path, path))) {
      this.#takeOut(path);
    } else {
      if (!this.problems.some((known) => isUnder(path, known.path) || isUnder(known.path, path)))
        this.problems.push(problem);
      if (issue.code === "unrecognized_keys") this.#rename(problem);
      else if (issue.code === "invalid_key") this.#current = without(this.#current, path);
      else this.#putRight(problem);
    }
  }

  #rename(problem: Problem): void {
    const value = valueAt(this.#current, problem.path);
    this.#current = without(this.#current, problem.path);
    for (const meant of meantPath(problem)) {
      // Two misspelt keys may be meant to be one.
      if (valueAt(this.#current, meant) !== undefined) continue;
      this.renames.add(problem.path, String(meant.at(-1)));
      this.#current = replaced(this.#current, meant, value);
    }
  }

  #putRight({ path, nearest }: Problem): void {
    const schema = schemaAt(this.schema, path);
    const value = valueAt(this.#current, path);
    const candidates = value === undefined ? [] : [meantBy(schema, value, this.#text(path)), nearest, {}];
    const better = candidates.find((it) => it !== undefined && schema?.safeParse(it).success);
    this.#current = better === undefined ? without(this.#current, path) : replaced(this.#current, path, better);
  }

  // What is still wrong without its value is required: something stands in for it, or what it is a part of goes too.
  #takeOut(path: Path): void {
    const standIn = valueAt({ cluster: standIns[this.layers.cloud] }, path);
    this.#current =
      standIn === undefined ? without(this.#current, path.slice(0, -1)) : replaced(this.#current, path, standIn);
  }
}

function meantPath({ path, nearest }: Problem): Path[] {
  return nearest === undefined ? [] : [[...path.slice(0, -1), nearest]];
}

/**
 * Parses a config, with what is wrong put right where it is plain what was meant (a slip in a name, quotes) and taken out
 * elsewhere, so that the checks can look at the rest.
 */
export function parseRepaired(schema: z.ZodType, layers: Layers): Repaired {
  const repair = new Repair(schema, layers);
  const value = repair.run();
  return { value, rest: repair.rest, problems: repair.problems, written: repair.renames.written };
}
