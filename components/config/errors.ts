import { inspect } from "node:util";
import { printable } from "./found";

/** Where a value stands: keys and indexes from the namespace's root, such as `["cluster", "nodePools", "general"]`. */
export type Path = readonly (string | number)[];

/** One thing wrong with a config: where, what was found, what is allowed instead. */
export interface Problem {
  readonly path: Path;
  /** What stands there now, already safe to print. Left out when something is missing. */
  readonly found?: string;
  /** What may stand there, as the end of a sentence that starts with "allowed:". */
  readonly allowed: string;
  /** The nearest known name, for a misspelt one. */
  readonly nearest?: string;
  /** The line, where the path does not lead to it. */
  readonly line?: number;
  /**
   * The other options that it follows from. While one of these is wrong itself, nobody knows whether it holds, and it is
   * not told. Unset, it may follow from anything under its path.
   */
  readonly follows?: readonly Path[];
}

/** The config's file and, where the file is at hand, what stands where in it. */
export interface Source {
  /** The path to show, such as `stacks/Pulumi.prod-aws.yaml`. */
  readonly file: string;
  readonly line?: (path: Path) => number | undefined;
  /** A value as it is written, where YAML reads something else: `0815` is the number 815. */
  readonly text?: (path: Path) => string | undefined;
}

export const namespace = "kubernetes-architect";

/** The keys of a stack's config, without the namespace. */
export const configKeys = ["cluster", "presets", "addons", "gitops", "tags", "lifetime", "mirror", "policies"] as const;

// A key may hold anything that somebody pasted, too.
function showKey(key: string): string {
  const text = printable(key);
  return /^"[\w/-]+"$/.test(text) ? `.${key}` : `[${text}]`;
}

/**
 * A path as Pulumi takes it: `kubernetes-architect:cluster.nodePools.general`, with indexes and keys that are more than a
 * word in brackets. An empty path is the file as a whole.
 */
export function showPath(path: Path): string {
  const [key, ...rest] = path;
  if (key === undefined) return "";
  const inner = rest.map((part) => (typeof part === "number" ? `[${part}]` : showKey(part))).join("");
  return `${namespace}:${showKey(String(key)).replace(/^\./, "")}${inner}`;
}

function lineOf(source: Source, { line, path }: Problem): number | undefined {
  return line ?? source.line?.(path);
}

// A message is one line whatever stands in the file: a terminal must not obey what somebody wrote into a config.
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ");
}

/** One problem on one line: file, line, path, what was found, what is allowed, the nearest known name. */
export function showProblem(source: Source, problem: Problem): string {
  const line = lineOf(source, problem);
  const place = line === undefined ? source.file : `${source.file}:${line}`;
  const where = problem.path.length === 0 ? "" : `${showPath(problem.path)}: `;
  const found = problem.found === undefined ? "missing" : `found ${problem.found}`;
  const nearest = problem.nearest === undefined ? "" : `; did you mean ${problem.nearest}?`;
  return oneLine(`${place}: ${where}${found}; allowed: ${problem.allowed}${nearest}`);
}

function inFileOrder(source: Source, problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => (lineOf(source, a) ?? 0) - (lineOf(source, b) ?? 0));
}

/**
 * What a user did wrong in a stack's config, all of it at once. Shown without a stack trace; the command line exits
 * with status 2.
 */
export class ConfigError extends Error {
  override readonly name = "ConfigError";

  constructor(
    readonly source: Source,
    readonly problems: readonly Problem[],
  ) {
    const lines = inFileOrder(source, problems).map((problem) => showProblem(source, problem));
    super([...new Set(lines)].join("\n"));
  }

  /** Shown as its message alone, whatever prints it. */
  [inspect.custom](): string {
    return this.message;
  }
}
