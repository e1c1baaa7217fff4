import { checks } from "./checks";
import { addonProblems } from "./checks/addons";
import { plainText } from "./checks/secrets";
import { type Path, type Problem, showPath } from "./errors";
import type { AddonConfigSpecs, Config, RawConfig } from "./parse";
import { isUnder } from "./repair";
import { valueAt } from "./schemaWalk";
import { isPlainObject } from "./secret";

/** False for what may only follow from something that is wrong itself. */
function stands({ path, follows }: Problem, wrong: readonly Problem[]): boolean {
  const within = (a: Path, b: Path) => isUnder(a, b) || isUnder(b, a);
  return !wrong.some(
    (known) => isUnder(path, known.path) || (follows ?? [path]).some((basis) => within(basis, known.path)),
  );
}

function ownProblems(config: Config, addons: AddonConfigSpecs): Problem[] {
  return Object.entries(config.addons).flatMap(([name, options]) => {
    const found = options === undefined ? [] : (addons[name]?.check?.(options, config) ?? []);
    return found.map((problem) => ({ ...problem, path: ["addons", name, ...problem.path] }));
  });
}

// What nobody wrote is said to be the profile's or a default: its line would be looked for in vain.
function withOrigin(problem: Problem, config: Config): Problem {
  const { path, found } = problem;
  const value = valueAt(config, path);
  if (found === undefined || value === undefined || isPlainObject(value)) return problem;
  if (valueAt(config.written, path) !== undefined) return problem;
  const profiled = valueAt(config.profiled, path) !== undefined;
  return { ...problem, found: `${found} (the default${profiled ? ` of the profile ${config.cluster.profile}` : ""})` };
}

// A rule that knows the option says better what to do about a secret in it.
function isToldBetter({ path, found }: Problem, all: readonly Problem[]): boolean {
  return (
    found === plainText && all.some((other) => other.found !== plainText && showPath(other.path) === showPath(path))
  );
}

/** What the schema could not see, over the parts of the config that are not wrong themselves. */
export function semanticProblems(
  config: Config,
  raw: RawConfig,
  addons: AddonConfigSpecs,
  wrong: readonly Problem[],
): Problem[] {
  const found = [
    ...checks.flatMap((check) => check(config, raw)),
    ...addonProblems(config, addons),
    ...ownProblems(config, addons),
  ];
  return found
    .filter((problem) => stands(problem, wrong) && !isToldBetter(problem, found))
    .map((problem) => withOrigin(problem, config));
}
