import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import fc from "fast-check";
import { ConfigError, configKeys } from "../../components/config/errors";
import { oneOf } from "../../components/config/problems";
import { readStackFile, readStackText } from "../../components/config/read";
import { keys, saidOf } from "../support/refused";

const cluster = `  kubernetes-architect:cluster:
    cloud: existing
`;
const ours = oneOf(configKeys);
const pulumis = "config, secretsprovider, encryptionsalt, encryptedkey or environment";

/** A stack's file and every line that is said of it, without the file's name. */
type File = readonly [text: string, ...lines: string[]];

function refusesEach(table: Readonly<Record<string, File>>): void {
  for (const [what, [text, ...lines]] of Object.entries(table))
    it(`refuses ${what}`, () =>
      assert.deepEqual(
        saidOf(text),
        lines.map((line) => `stacks/Pulumi.test.yaml:${line}`),
      ));
}

describe("a stack's file", () => {
  it("may hold what Pulumi and other programs write besides", () => {
    assert.deepEqual(saidOf(`encryptionsalt: v1:x\nconfig:\n  aws:region: eu-west-1\n${cluster}`), []);
  });

  it("may have its lines end as on Windows, and a byte order mark", () => {
    assert.deepEqual(saidOf(`\ufeffconfig:\n${cluster}`.replaceAll("\n", "\r\n")), []);
  });

  it("may use anchors and aliases, and has its mistakes where they stand", () => {
    const text = `config:
  kubernetes-architect:cluster:
    cloud: eks
    region: eu-west-1
    nodePools:
      general: &pool { min: 3, maxx: 9 }
      other: *pool
`;
    const said = `found an unknown key; allowed: one of ${keys("eks", "nodePools", "general")}; did you mean max?`;
    assert.deepEqual(saidOf(text), [
      `stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.nodePools.general.maxx: ${said}`,
      `stacks/Pulumi.test.yaml:6: kubernetes-architect:cluster.nodePools.other.maxx: ${said}`,
    ]);
  });

  refusesEach({
    "a file with nothing in it": [
      "",
      " kubernetes-architect:cluster.cloud: missing; allowed: eks, aks, gke or existing",
    ],
    "a config with nothing in it": [
      "config:\n",
      "1: kubernetes-architect:cluster.cloud: missing; allowed: eks, aks, gke or existing",
    ],
    "a file that is text": ["hello", '1: found "hello"; allowed: a map with the key config'],
    "a file that is a list": ["- config", "1: found a list; allowed: a map with the key config"],
    "a config that is a list": [
      "encryptionsalt: v1:x\nconfig:\n  - cluster\n",
      "2: found a list under config; allowed: a map of kubernetes-architect: keys",
    ],
    "a key that Pulumi does not write, with the nearest": [
      `confg:\n${cluster}`,
      `1: found the key "confg"; allowed: ${pulumis}; did you mean config?`,
    ],
    "a key that Pulumi does not write and that is near to none": [
      `config:\n${cluster}stage: production\n`,
      `4: found the key "stage"; allowed: ${pulumis}`,
    ],
    "a key without the namespace, and what is wrong under it": [
      "config:\n  cluster:\n    cloud: existing\n    zones: many\n",
      '2: found the key "cluster"; allowed: keys that start with kubernetes-architect:; did you mean kubernetes-architect:cluster?',
      '4: kubernetes-architect:cluster.zones: found "many"; allowed: a whole number',
    ],
    "a misspelt namespace, and what is wrong under it": [
      "config:\n  kubernetes-architct:cluster:\n    cloud: existing\n    zones: many\n",
      '2: found the key "kubernetes-architct:cluster"; allowed: keys that start with kubernetes-architect:; did you mean kubernetes-architect:cluster?',
      '4: kubernetes-architect:cluster.zones: found "many"; allowed: a whole number',
    ],
    "a key without the namespace that is near to none": [
      `config:\n${cluster}  foo: 1\n`,
      '4: found the key "foo"; allowed: keys that start with kubernetes-architect:',
    ],
    "a misspelt key, and what is wrong under it": [
      "config:\n  kubernetes-architect:clustr:\n    cloud: existing\n    zones: many\n",
      `2: kubernetes-architect:clustr: found an unknown key; allowed: one of ${ours}; did you mean cluster?`,
      '4: kubernetes-architect:cluster.zones: found "many"; allowed: a whole number',
    ],
    "an unknown key that is near to none": [
      `config:\n${cluster}  kubernetes-architect:frobnicate: 1\n`,
      `4: kubernetes-architect:frobnicate: found an unknown key; allowed: one of ${ours}`,
    ],
    "a tab": [`config:\n\t${cluster.trim()}\n`, "2: found a tab as indentation; allowed: spaces"],
    "one key twice": [`config:\n${cluster}    cloud: eks\n`, '4: found "cloud" a second time; allowed: each key once'],
    "one section twice": [
      `config:\n${cluster}  kubernetes-architect:cluster: {}\n`,
      '4: found "kubernetes-architect:cluster" a second time; allowed: each key once',
    ],
    "a value with a colon in it": [
      "config:\n  kubernetes-architect:cluster: cloud: eks\n",
      "2: found a second ': ' on one line; allowed: one key a line, and text that has ': ' in it in quotes",
    ],
    "a value that starts with a reserved character": [
      `config:\n${cluster}    name: @prod\n`,
      "4: found text that starts with a reserved character; allowed: such text in quotes",
    ],
    "a bracket without its end": [
      `config:\n${cluster}    zones: [1, 2\n  kubernetes-architect:tags: {}\n`,
      "5: found a line that is indented otherwise than those around it, or a bracket without its end; allowed: valid YAML",
    ],
    "a quote without its end": [
      `config:\n${cluster}    name: "prod`,
      "4: found a quote or a bracket without its end, or a comma that is missing; allowed: valid YAML",
    ],
    "a line that is indented by too little": [
      `config:\n${cluster}   version: "1.35"\n`,
      "4: found a line that is indented otherwise than those around it, or a bracket without its end; allowed: valid YAML",
    ],
    "mistakes in two lines": [
      "config:\n  a: b: c\n  d: @e\n",
      "2: found a second ': ' on one line; allowed: one key a line, and text that has ': ' in it in quotes",
      "3: found text that starts with a reserved character; allowed: such text in quotes",
    ],
    "two documents": [
      `config:\n${cluster}---\nconfig: {}\n`,
      "4: found a second document (---); allowed: one document",
    ],
    "a list as a key": ["config:\n  ? [a]\n  : b\n", "2: found a list or a map as a key; allowed: text as a key"],
    "a tag": [`config:\n${cluster}    name: !secret abc\n`, "4: found a tag (!…); allowed: plain values"],
    bytes: [`config:\n${cluster}    name: !!binary aGVsbG8=\n`, "4: found a tag (!!binary); allowed: plain values"],
    "an alias without an anchor": [
      `config:\n${cluster}    name: *prod\n`,
      "4: found the alias *prod; allowed: one of an anchor before it (&prod)",
    ],
    "an alias in what it stands for": [
      `config:\n${cluster}    loadBalancer: &all { internal: *all }\n`,
      "4: found the alias *all in what it stands for; allowed: valid YAML",
    ],
    "aliases that expand beyond measure": [
      `config:
  kubernetes-architect:tags:
    a: &a [x, x, x, x, x, x, x, x, x]
    b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
    c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
    d: [*c, *c, *c, *c, *c, *c, *c, *c, *c]
`,
      " found aliases (*name) of aliases, which expand beyond measure; allowed: valid YAML",
    ],
    "lists that are too deep": [
      `config:\n  a: ${"[".repeat(5000)}${"]".repeat(5000)}\n`,
      "2: found maps or lists too deep in one another; allowed: valid YAML",
    ],
    "a name that every object answers to": [
      `config:\n${cluster}  kubernetes-architect:addons:\n    argocd:\n      values:\n        __proto__: { polluted: true }\n`,
      "7: kubernetes-architect:addons.argocd.values.__proto__: found a reserved name; allowed: any other key",
    ],
    "what a terminal would obey, without repeating it": [
      `config:\n${cluster}    name: "\\e]0;title\\a"\n`,
      `4: kubernetes-architect:cluster.name: found "\\u001b]0;title\\u0007"; allowed: 1 to 63 lower-case letters, digits or '-', starting with a letter and ending with a letter or digit`,
    ],
    "text that turns a terminal's direction, without repeating it": [
      `config:\n${cluster}    name: "a\\u202eb"\n`,
      `4: kubernetes-architect:cluster.name: found "a b"; allowed: 1 to 63 lower-case letters, digits or '-', starting with a letter and ending with a letter or digit`,
    ],
    "a key of several lines in one line of message": [
      `config:\n${cluster}    "a\\nb": 1\n`,
      `4: kubernetes-architect:cluster[text of 3 characters]: found an unknown key; allowed: one of ${keys("existing")}`,
    ],
  });

  it("that is not there is told by its path", () => {
    assert.throws(() => readStackFile("/nowhere", "kubernetes-architect", "prod"), {
      name: "ConfigError",
      message: "stacks/Pulumi.prod.yaml: found no such file; allowed: the name of a stack that has a file",
    });
  });

  it("that cannot be read is told with the system's reason", () => {
    const root = mkdtempSync(path.join(tmpdir(), "architect-read-"));
    try {
      mkdirSync(path.join(root, "stacks", "Pulumi.folder.yaml"), { recursive: true });
      writeFileSync(path.join(root, "stacks", "Pulumi.good.yaml"), `config:\n${cluster}`);
      assert.deepEqual(readStackFile(root, "kubernetes-architect", "good").values, { cluster: { cloud: "existing" } });
      assert.throws(() => readStackFile(root, "kubernetes-architect", "folder"), {
        name: "ConfigError",
        message:
          "stacks/Pulumi.folder.yaml: found a file that cannot be read (EISDIR); allowed: the name of a stack that has a file",
      });
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it("is read or refused whatever text it is", () => {
    const piece = fc.constantFrom(
      "config:",
      "\n",
      "  ",
      "kubernetes-architect:",
      "cluster:",
      "{",
      "}",
      "[",
      "]",
      "- ",
      ": ",
    );
    const odd = fc.constantFrom(
      "&a",
      "*a",
      "!!binary x",
      "!t",
      "? ",
      "|\n",
      ">-\n",
      "<<: *a",
      "---\n",
      "%YAML",
      "\t",
      '"',
      "'",
    );
    const text = fc
      .array(fc.oneof(piece, odd, fc.string({ maxLength: 8 })), { maxLength: 40 })
      .map((it) => it.join(""));
    fc.assert(
      fc.property(text, (it) => {
        try {
          readStackText(it, "stacks/Pulumi.test.yaml", "kubernetes-architect", "test");
        } catch (error) {
          if (!(error instanceof ConfigError)) throw error;
        }
      }),
      { numRuns: 3000 },
    );
  });
});
