import assert from "node:assert/strict";
import { parse } from "yaml";
import { ConfigError, namespace } from "../../components/config/errors";
import { readStackText } from "../../components/config/read";
import { isPlainObject } from "../../components/config/secret";
import { parseStack } from "../../components/stack";
import { stackText } from "../support/plan";
import { pages, type Snippet, snippets } from "./pages";

const yaml = pages()
  .flatMap(snippets)
  .filter(({ language }) => language === "yaml");

function configIn(snippet: Snippet): Record<string, unknown> | undefined {
  const content: unknown = parse(snippet.text.replaceAll("…", "elided"));
  return isPlainObject(content) && isPlainObject(content.config) ? content.config : undefined;
}

function isWhole(snippet: Snippet): boolean {
  const cluster = configIn(snippet)?.[`${namespace}:cluster`];
  return isPlainObject(cluster) && cluster.cloud !== undefined;
}

function problemsIn({ file, line }: Snippet, text: string): readonly string[] {
  try {
    parseStack(readStackText(text, file, namespace, "test"));
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split("\n").map((problem) => `line ${line} of ${problem}`);
    throw error;
  }
}

const cluster = { cloud: "eks", region: "eu-west-1" };

describe("YAML in the documentation", () => {
  it("is YAML", () => {
    for (const { file, line, text } of yaml)
      assert.doesNotThrow(() => parse(text.replaceAll("…", "elided")), `${file}:${line}`);
  });

  it("is a valid stack where it is a whole one", () => {
    const whole = yaml.filter(isWhole);
    assert.deepEqual(
      whole.flatMap((snippet) => problemsIn(snippet, snippet.text)),
      [],
    );
    assert.ok(whole.length >= 8, `only ${whole.length} stacks found`);
  });

  it("is valid on a production cluster where it is a stack without one", () => {
    const partial = yaml.filter((snippet) => configIn(snippet) !== undefined && !isWhole(snippet));
    const problems = partial.flatMap((snippet) => {
      const own = Object.entries(configIn(snippet) ?? {}).map(([key, value]) => [
        key.slice(namespace.length + 1),
        value,
      ]);
      return problemsIn(snippet, stackText({ cluster, ...Object.fromEntries(own) }));
    });
    assert.deepEqual(problems, []);
  });
});
