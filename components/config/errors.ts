import { inspect } from "node:util";

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
}

/** The config's file and, where the file is at hand, the line of each path in it. */
export interface Source {
  /** The path to show, such as `stacks/Pulumi.prod-aws.yaml`. */
  readonly file: string;
  readonly line?: (path: Path) => number | undefined;
}

export const namespace = "kubernetes-architect";

/**
 * A path as a user writes it: `kubernetes-architect:cluster.nodePools.general`, indexes in brackets. An empty path is
 * the file as a whole.
 */
export function showPath(path: Path): string {
  const [key, ...rest] = path;
  if (key === undefined) return "";
  const inner = rest.map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`)).join("");
  return `${namespace}:${key}${inner}`;
}

/** One problem on one line: file, line, path, what was found, what is allowed, the nearest known name. */
export function showProblem(source: Source, problem: Problem): string {
  const line = source.line?.(problem.path);
  const place = line === undefined ? source.file : `${source.file}:${line}`;
  const where = problem.path.length === 0 ? "" : `${showPath(problem.path)}: `;
  const found = problem.found === undefined ? "missing" : `found ${problem.found}`;
  const nearest = problem.nearest === undefined ? "" : `; did you mean ${problem.nearest}?`;
  return `${place}: ${where}${found}; allowed: ${problem.allowed}${nearest}`;
}

function inFileOrder(source: Source, problems: readonly Problem[]): readonly Problem[] {
  const line = ({ path }: Problem) => source.line?.(path) ?? 0;
  return problems.toSorted((a, b) => line(a) - line(b));
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
    super(
      inFileOrder(source, problems)
        .map((problem) => showProblem(source, problem))
        .join("\n"),
    );
  }

  /** Shown as its message alone, whatever prints it. */
  [inspect.custom](): string {
    return this.message;
  }
}
