import { readFileSync } from "node:fs";
import * as path from "node:path";
import { ConfigError, configKeys, namespace, type Path, type Problem, type Source } from "./errors";
import { printable, shown } from "./found";
import type { RawConfig } from "./parse";
import { nearest, nearestTo, oneOf } from "./problems";
import { isPlainObject } from "./secret";
import { readYaml, type YamlFile } from "./yaml";

/** The folder of stack files: `stackConfigDir` of Pulumi.yaml. */
export const stackFolder = "stacks";

/** The path of a stack's file from the project's root. */
export function stackFile(stack: string): string {
  return path.posix.join(stackFolder, `Pulumi.${stack}.yaml`);
}

// Besides `config`, what Pulumi itself writes into a stack's file.
const fileKeys = ["config", "secretsprovider", "encryptionsalt", "encryptedkey", "environment"];

const names: readonly string[] = configKeys;

/** A key of a stack's config: what it is read as, and what is wrong with it. */
interface Key {
  readonly key: string;
  /** Undefined when nobody knows what it is meant to be. */
  readonly name: string | undefined;
  readonly problem?: Problem;
}

/** Reads a key; undefined where it is another program's, such as `aws:region`. */
function readKey(key: string, line: number | undefined): Key | undefined {
  const [, space, name = key] = /^([^:]*):(.*)$/s.exec(key) ?? [];
  const known = names.includes(name) ? name : nearest(name, names);
  const at = line === undefined ? {} : { line };
  if (space === namespace) {
    if (known === undefined || known === name) return { key, name };
    const allowed = `one of ${oneOf(names)}`;
    return { key, name: known, problem: { path: [name], ...at, found: "an unknown key", allowed, nearest: known } };
  }
  if (space !== undefined && nearest(space, [namespace]) === undefined) return undefined;
  const meant = known === undefined ? {} : { nearest: `${namespace}:${known}` };
  const allowed = `keys that start with ${namespace}:`;
  return { key, name: known, problem: { path: [], ...at, found: `the key ${printable(key)}`, allowed, ...meant } };
}

/** Our own keys by what they are read as; one that is written as it should be goes before a misspelt one. */
function byName(found: readonly Key[]): ReadonlyMap<string, string> {
  const right = found.filter(({ problem }) => problem === undefined);
  const wrong = found.filter(({ problem }) => problem !== undefined).reverse();
  return new Map([...wrong, ...right].flatMap(({ key, name }) => (name === undefined ? [] : [[name, key]])));
}

/** The map under `config`, the key that it stands under, and what is wrong around it. */
interface Section {
  readonly key: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly problems: readonly Problem[];
}

function readSection({ root, line }: YamlFile, file: string): Section {
  const content = root ?? {};
  const at = (key: string) => line([key]) ?? 1;
  if (!isPlainObject(content)) {
    const found = shown(undefined, content) ?? "";
    throw new ConfigError({ file }, [{ path: [], line: 1, found, allowed: "a map with the key config" }]);
  }
  const keys = Object.keys(content);
  const key = keys.includes("config") ? "config" : keys.find((it) => nearest(it, fileKeys) === "config");
  const problems: Problem[] = keys
    .filter((it) => !fileKeys.includes(it))
    .map((it) => {
      const words = { found: `the key ${printable(it)}`, allowed: oneOf(fileKeys), ...nearestTo(it, fileKeys) };
      return { path: [], line: at(it), ...words };
    });
  const config = key === undefined ? {} : (content[key] ?? {});
  if (isPlainObject(config)) return { key: key ?? "config", config, problems };
  const found = `${shown(undefined, config)} under config`;
  const wrong = { path: [], line: at(key ?? ""), found, allowed: `a map of ${namespace}: keys` };
  throw new ConfigError({ file }, [...problems, wrong]);
}

/**
 * Reads the text of a stack's file, offline: ciphertext stays closed.
 * @throws ConfigError when it is no YAML, or not what Pulumi writes
 */
export function readStackText(text: string, file: string, project: string, stack: string): RawConfig {
  const yaml = readYaml(text);
  if (yaml.problems.length > 0) throw new ConfigError({ file }, yaml.problems);
  const { key: section, config, problems } = readSection(yaml, file);
  const found = Object.keys(config).flatMap((key) => readKey(key, yaml.line([section, key])) ?? []);
  const keyOf = byName(found);
  const inFile = ([name = "", ...rest]: Path) => {
    const key = keyOf.get(String(name)) ?? `${namespace}:${name}`;
    return [section, key, ...rest];
  };
  const source: Source = {
    file,
    line: (place) => yaml.line(inFile(place)),
    text: (place) => yaml.text(inFile(place)),
  };
  return {
    project,
    stack,
    source,
    values: Object.fromEntries([...keyOf].map(([name, key]) => [name, config[key]])),
    secretKeys: undefined,
    problems: [...problems, ...found.flatMap(({ problem }) => problem ?? [])],
  };
}

/**
 * Reads a stack's file.
 * @param root the project's folder
 * @throws ConfigError when there is no such file or it is not what Pulumi writes
 */
export function readStackFile(root: string, project: string, stack: string): RawConfig {
  const file = stackFile(stack);
  let text: string;
  try {
    text = readFileSync(path.join(root, file), "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const found = code === "ENOENT" ? "no such file" : `a file that cannot be read (${code})`;
    throw new ConfigError({ file }, [{ path: [], found, allowed: "the name of a stack that has a file" }]);
  }
  return readStackText(text, file, project, stack);
}
