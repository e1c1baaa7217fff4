import {
  type Alias,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Scalar,
  visit,
  type YAMLError,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Problem } from "./errors";
import { printable } from "./found";

type Document = ReturnType<typeof parseDocument>;

/** Keys and indexes from the file's root. */
type FilePath = readonly (string | number)[];

/** A file's content as plain data, and where each part of it stands. */
export interface YamlFile {
  readonly root: unknown;
  /** The line of the deepest part of a path that the file has: for something that is missing, its parent's. */
  line(path: FilePath): number | undefined;
  /** A plain value as it is written, without quotes; undefined for text in quotes, maps and lists. */
  text(path: FilePath): string | undefined;
  readonly problems: readonly Problem[];
}

// More uses of anchors than anybody writes by hand: a few lines can otherwise expand to gigabytes.
const maxAliasCount = 100;

const valid = "valid YAML";

// The words of the parser are for those who know YAML's grammar.
const words: Readonly<Record<string, readonly [found: string, allowed: string]>> = {
  TAB_AS_INDENT: ["a tab as indentation", "spaces"],
  BAD_INDENT: ["a line that is indented otherwise than those around it, or a bracket without its end", valid],
  MISSING_CHAR: ["a quote or a bracket without its end, or a comma that is missing", valid],
  MULTIPLE_DOCS: ["a second document (---)", "one document"],
  NON_STRING_KEY: ["a list or a map as a key", "text as a key"],
  RESOURCE_EXHAUSTION: ["maps or lists too deep in one another", valid],
  BAD_SCALAR_START: ["text that starts with a reserved character", "such text in quotes"],
  BLOCK_AS_IMPLICIT_KEY: ["a second ': ' on one line", "one key a line, and text that has ': ' in it in quotes"],
  TAG_RESOLVE_FAILED: ["a tag (!…)", "plain values"],
  BAD_DIRECTIVE: ["a directive (%…)", "none"],
};

function problemOf(text: string, { code, message, pos }: YAMLError, line: number): Problem {
  if (code === "DUPLICATE_KEY") {
    const key =
      /^.*?(?=:\s|:$)/m.exec(text.slice(pos[0], text.indexOf("\n", pos[0]) + 1 || undefined))?.[0].trim() ?? "a key";
    return { path: [], line, found: `${printable(key)} a second time`, allowed: "each key once" };
  }
  const said = message.split("\n")[0]?.replace(/ at line .*$/, "");
  const [found, allowed] = words[code] ?? [`a mistake (${said})`, valid];
  return { path: [], line, found, allowed };
}

// A mistake early in a line makes others of the rest of it.
function firstOfEachLine(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter(({ line }, index) => problems.findIndex((other) => other.line === line) === index);
}

/** Reads YAML as Pulumi does: one document, keys that are text, no tags. */
export function readYaml(content: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, stringKeys: true, logLevel: "error" });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const line = (path: FilePath) => lineOf(document, path, lineAt);
  const text = (path: FilePath) => textOf(document.getIn(path, true));
  const broken = [...document.errors, ...document.warnings].map((it) => problemOf(content, it, lineAt(it.pos[0])));
  const problems = broken.length > 0 ? firstOfEachLine(broken) : nodeProblems(document, lineAt);
  if (problems.length > 0) return { root: undefined, line, text, problems };
  try {
    return { root: document.toJS({ maxAliasCount }), line, text, problems };
  } catch {
    const found = "aliases (*name) of aliases, which expand beyond measure";
    return { root: undefined, line, text, problems: [{ path: [], found, allowed: valid }] };
  }
}

/** What the parser takes and JSON cannot hold: a value that contains itself, bytes. */
function nodeProblems(document: Document, lineAt: (offset: number) => number): readonly Problem[] {
  const problems: Problem[] = [];
  const add = (node: Alias | Scalar, found: string, allowed: string) =>
    problems.push({ path: [], line: lineAt(node.range?.[0] ?? 0), found, allowed });
  visit(document, {
    Alias(_, node, around) {
      const target = node.resolve(document);
      if (target === undefined) add(node, `the alias *${node.source}`, `one of an anchor before it (&${node.source})`);
      else if (around.includes(target)) add(node, `the alias *${node.source} in what it stands for`, valid);
    },
    Scalar(_, node) {
      if (node.value instanceof Uint8Array) add(node, "a tag (!!binary)", "plain values");
    },
  });
  return problems;
}

function textOf(node: unknown): string | undefined {
  return isScalar(node) && node.type === "PLAIN" ? node.source : undefined;
}

function lineOf(document: Document, path: FilePath, lineAt: (offset: number) => number): number | undefined {
  let node: unknown = document.contents;
  let found: number | undefined;
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(document);
    const next = isMap(node) ? pairOf(node, part) : isSeq(node) ? itemOf(node, part) : undefined;
    if (next === undefined) break;
    found = lineAt(next.offset);
    node = next.value;
  }
  return found;
}

interface Place {
  readonly offset: number;
  readonly value: unknown;
}

function pairOf({ items }: YAMLMap, key: string | number): Place | undefined {
  const pair = items.find((item) => isScalar(item.key) && item.key.value === String(key));
  return pair && isScalar(pair.key) ? { offset: pair.key.range?.[0] ?? 0, value: pair.value } : undefined;
}

function itemOf({ items }: YAMLSeq, index: string | number): Place | undefined {
  const item: unknown = items[Number(index)];
  return isNode(item) ? { offset: item.range?.[0] ?? 0, value: item } : undefined;
}
