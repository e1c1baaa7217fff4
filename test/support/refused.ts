import assert from "node:assert/strict";
import { catalog } from "../../components/addons/catalog";
import { clusterSchemas } from "../../components/config/clusters";
import type { Cloud } from "../../components/config/clusters/common";
import { ConfigError, namespace } from "../../components/config/errors";
import { oneOf } from "../../components/config/problems";
import { readStackText } from "../../components/config/read";
import { keysAt } from "../../components/config/schemaWalk";
import { parseStack } from "../../components/stack";

/**
 * A config that is refused: the sections of a stack's file, without `config:` above them and the namespace before each,
 * and then every line of the message, whole.
 */
export type Refused = readonly [config: string, ...lines: string[]];

/** The stack's file, in which each line stands one line further down. */
export function fileOf(config: string): string {
  const lines = config.trimStart().split("\n");
  return ["config:", ...lines.map((line) => `  ${line.replace(/^([a-z]+):/, `${namespace}:$1:`)}`)].join("\n");
}

/** The lines that are said of a stack's file; none when it is valid. */
export function saidOf(text: string): readonly string[] {
  try {
    parseStack(readStackText(text, "stacks/Pulumi.test.yaml", namespace, "test"));
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split("\n");
    throw error;
  }
}

/** One test for each config, by what is wrong with it. */
export function refusesEach(table: Readonly<Record<string, Refused>>): void {
  for (const [what, [config, ...lines]] of Object.entries(table))
    it(`refuses ${what}`, () => assert.deepEqual(saidOf(fileOf(config)), lines));
}

/** The options that a cluster takes at a path, as a message lists them. */
export function keys(cloud: Cloud, ...path: string[]): string {
  return oneOf(keysAt(clusterSchemas[cloud], path) ?? []);
}

/** The options that an add-on takes at a path, as a message lists them. */
export function addonKeys(name: string, ...path: string[]): string {
  const options = catalog[name]?.options;
  const common = path.length === 0 ? ["values", "version"] : [];
  return oneOf([...new Set([...((options && keysAt(options, path)) ?? []), ...common])]);
}

/** The add-ons of the catalogue, as an error lists them. */
export const addonNames = oneOf(Object.keys(catalog));
