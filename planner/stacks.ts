import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { ConfigError } from "../components/config/errors";
import type { Config } from "../components/config/parse";
import { nearest, oneOf } from "../components/config/problems";
import { readStackFile, stackFile, stackFolder } from "../components/config/read";
import { isPlainObject } from "../components/config/secret";
import { parseStack } from "../components/stack";

/** A checkout: where it is, what Pulumi calls it, and which stacks have a file. */
export interface Project {
  readonly root: string;
  readonly name: string;
  /** The folder of the stacks' files. */
  readonly folder: string;
  /** Names of `stacks/Pulumi.<name>.yaml`, in alphabetical order. */
  readonly stacks: readonly string[];
}

const projectFile = "Pulumi.yaml";

/** The stack whose file this is; undefined for any other file. */
export function stackOf(file: string): string | undefined {
  return /^Pulumi\.([^/\\]+)\.yaml$/.exec(file)?.[1];
}

/**
 * Finds the project that a folder is in, as Pulumi does: the nearest folder upwards with a Pulumi.yaml.
 * @throws ConfigError when there is none, or when it names no project
 */
export function findProject(from: string): Project {
  const root = rootOf(path.resolve(from));
  const settings: unknown = root === undefined ? undefined : readProject(root);
  if (root === undefined || !isPlainObject(settings) || typeof settings.name !== "string")
    throw new ConfigError({ file: projectFile }, [
      {
        path: [],
        found: root === undefined ? "no such file here or above" : "no name",
        allowed: "a Pulumi project with a name",
      },
    ]);
  const folder = path.join(root, stackFolder);
  return { root, name: settings.name, folder, stacks: stackNames(folder) };
}

function rootOf(folder: string): string | undefined {
  const above = path.dirname(folder);
  if (readdirSync(folder).includes(projectFile)) return folder;
  return above === folder ? undefined : rootOf(above);
}

function readProject(root: string): unknown {
  try {
    return parse(readFileSync(path.join(root, projectFile), "utf8"));
  } catch (error) {
    const found = error instanceof Error ? String(error.message.split("\n")[0]) : "an unreadable file";
    throw new ConfigError({ file: projectFile }, [{ path: [], found, allowed: "YAML" }]);
  }
}

function stackNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .map(stackOf)
      .filter((name) => name !== undefined)
      .sort();
  } catch {
    return [];
  }
}

/**
 * Reads and checks one stack's config.
 * @throws ConfigError with every problem found; for an unknown stack, with the nearest name and all names
 */
export function loadStack(project: Project, stack: string): Config {
  if (!project.stacks.includes(stack)) throw unknownStack(project, stack);
  return parseStack(readStackFile(project.root, project.name, stack));
}

function unknownStack({ stacks }: Project, stack: string): ConfigError {
  const near = nearest(stack, stacks);
  return new ConfigError({ file: stackFile(stack) }, [
    {
      path: [],
      found: "no such stack",
      allowed: stacks.length === 0 ? `a stack with a file in ${stackFolder}/` : oneOf(stacks),
      ...(near === undefined ? {} : { nearest: near }),
    },
  ]);
}
