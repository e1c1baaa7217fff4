import { readFileSync } from "node:fs";
import * as path from "node:path";
import { isMap, isScalar, LineCounter, parseDocument } from "yaml";
import { ConfigError, namespace, type Path, type Problem, type Source } from "./errors";
import type { RawConfig } from "./parse";
import { nearest } from "./problems";
import { isPlainObject } from "./secret";

/** The folder of stack files: `stackConfigDir` of Pulumi.yaml. */
export const stackFolder = "stacks";

/** The path of a stack's file from the project's root. */
export function stackFile(stack: string): string {
  return path.posix.join(stackFolder, `Pulumi.${stack}.yaml`);
}

// Besides `config`, what Pulumi itself writes into a stack's file.
const fileKeys = ["config", "secretsprovider", "encryptionsalt", "encryptedkey", "environment"];

const keys = ["cluster", "addons", "gitops", "tags", "mirror", "policies"].map((key) => `${namespace}:${key}`);

function ownKeys(config: Record<string, unknown>, problems: Problem[]): Record<string, unknown> {
  const values: [string, unknown][] = [];
  for (const [key, value] of Object.entries(config)) {
    const [space, name] = key.includes(":") ? key.split(/:(.*)/s) : [undefined, key];
    if (space === namespace) values.push([name ?? "", value]);
    if (space === undefined) {
      const near = nearest(`${namespace}:${key}`, keys);
      problems.push({
        path: [],
        found: `the key ${key} in config`,
        allowed: `keys that start with ${namespace}:`,
        ...(near === undefined ? {} : { nearest: near }),
      });
    }
  }
  return Object.fromEntries(values);
}

/** Reads the text of a stack's file, offline: ciphertext stays closed. */
export function readStackText(text: string, file: string, project: string, stack: string): RawConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, stringKeys: true });
  const line = (offset: number) => lines.linePos(offset).line;
  const broken = document.errors.map(
    (error): Problem => ({
      path: [],
      found: `line ${line(error.pos[0])}: ${error.message.split("\n")[0]?.replace(/ at line .*$/, "")}`,
      allowed: "YAML",
    }),
  );
  if (broken.length > 0) throw new ConfigError({ file }, broken);
  const source: Source = { file, line: (place) => lineOf(document, place, line) };
  const root: unknown = document.toJS({ maxAliasCount: 100 }) ?? {};
  if (!isPlainObject(root))
    throw new ConfigError(source, [{ path: [], found: "no map", allowed: "a map with the key config" }]);
  const config: unknown = root.config ?? {};
  if (!isPlainObject(config))
    throw new ConfigError(source, [
      { path: [], found: "a config that is no map", allowed: `a map of ${namespace}: keys` },
    ]);
  const problems: Problem[] = Object.keys(root)
    .filter((key) => !fileKeys.includes(key))
    .map((key) => ({ path: [], found: `the key ${key}`, allowed: fileKeys.join(", ") }));
  const values = ownKeys(config, problems);
  if (problems.length > 0) throw new ConfigError(source, problems);
  return { project, stack, source, values, secretKeys: undefined };
}

type Document = ReturnType<typeof parseDocument>;

// The line of the deepest key of the path that the file has, which for something missing is its parent's.
function lineOf(document: Document, place: Path, line: (offset: number) => number): number | undefined {
  let node: unknown = isMap(document.contents) ? document.contents.get("config", true) : undefined;
  let found: number | undefined;
  for (const [depth, part] of place.entries()) {
    const key = depth === 0 ? `${namespace}:${part}` : part;
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (pair === undefined || !isScalar(pair.key)) break;
      found = line(pair.key.range?.[0] ?? 0);
      node = pair.value;
    } else break;
  }
  return found;
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
  } catch {
    throw new ConfigError({ file }, [
      { path: [], found: "no such file", allowed: "the name of a stack that has a file" },
    ]);
  }
  return readStackText(text, file, project, stack);
}
