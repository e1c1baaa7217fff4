import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { Command } from "commander";
import { commands } from "../../cli/commands";
import { type Format, render } from "../../planner/render";
import { styleOf } from "../../planner/render/style";
import { planStacks } from "../../planner/several";
import { findProject } from "../../planner/stacks";
import { pages, root } from "./pages";

interface Shown {
  readonly file: string;
  readonly words: readonly string[];
}

// A command ends with its line, a backtick, a comment, or where a sentence goes on.
function commandsLike(pattern: RegExp): readonly Shown[] {
  return pages().flatMap(({ file, text }) =>
    [...text.matchAll(pattern)].map((match) => ({
      file,
      words: (match[1] ?? "")
        .replace(/\s+[#|] .*$/, "")
        .trim()
        .split(/\s+/)
        .filter((word) => word !== ""),
    })),
  );
}

const architect = commandsLike(/npm run (?:-s )?architect --([^`\n]*)/g);
const project = findProject(root);

// What stands for a stack that the reader has to name.
const anyStack = /^(STACK|\[STACK…\])$/;

const program = new Command("architect").exitOverride();

/** The command that words name, a command of a group among them, and what comes after it up to another program's words. */
function commandOf(words: readonly string[]) {
  const end = words.indexOf("--");
  const [name = "", ...rest] = end < 0 ? words : words.slice(0, end);
  const command = program.commands.find((it) => it.name() === name);
  if (command === undefined || command.commands.length === 0) return { command, name, rest };
  const [inner = "", ...others] = rest;
  return { command: command.commands.find((it) => it.name() === inner), name: `${name} ${inner}`, rest: others };
}

/** The arguments and options of a command, or what is wrong with it. */
function parsed({ words }: Shown): {
  readonly stacks: readonly string[];
  readonly error?: string;
} {
  const { command, name, rest } = commandOf(words);
  if (command === undefined) return { stacks: [], error: `no command ${name}` };
  command.exitOverride().configureOutput({ writeErr: () => undefined });
  try {
    const { operands, unknown } = command.parseOptions(rest);
    if (unknown.length > 0) return { stacks: [], error: `no option ${unknown.join(" ")}` };
    // Some commands are about something else than stacks.
    if (command.registeredArguments.every((argument) => argument.name() !== "stack")) return { stacks: [] };
    const strange = operands.filter((stack) => !project.stacks.includes(stack) && !anyStack.test(stack));
    return strange.length > 0 ? { stacks: [], error: `no stack ${strange.join(" ")}` } : { stacks: operands };
  } catch (error) {
    return { stacks: [], error: String(error) };
  }
}

describe("commands in the documentation", () => {
  before(async () => {
    for (const load of Object.values(commands)) (await load()).define(program);
  });

  it("are commands, options and example stacks that exist", () => {
    const wrong = architect.map((shown) => ({ ...shown, ...parsed(shown) })).filter(({ error }) => error !== undefined);
    assert.deepEqual(
      wrong.map(({ file, words, error }) => `${file}: ${words.join(" ")}: ${error}`),
      [],
    );
    assert.ok(architect.length > 20, `only ${architect.length} commands found`);
  });

  it("plan the example stacks that they name, in the format that they ask for", async () => {
    const plans = architect.filter(({ words }) => words[0] === "plan");
    const cases = new Map(
      plans.map((shown) => {
        const stacks = parsed(shown).stacks.filter((stack) => project.stacks.includes(stack));
        const format = (shown.words[shown.words.indexOf("--format") + 1] ?? "tree") as Format;
        const asked = shown.words.includes("--format") ? format : "tree";
        const explain = shown.words.includes("--explain");
        return [JSON.stringify([stacks, asked, explain]), { stacks, format: asked, explain }] as const;
      }),
    );
    assert.ok(cases.size > 4, `only ${cases.size} different plans found`);
    for (const { stacks, format, explain } of cases.values()) {
      if (stacks.length === 0) continue;
      const { planned, errors } = await planStacks(project, stacks);
      assert.deepEqual(errors, []);
      const options = { format, explain, single: stacks.length === 1, overview: false };
      const text = await render(planned, options, styleOf(100, false));
      for (const stack of stacks) assert.ok(text.includes(stack), `${stack} as ${format}`);
    }
  });

  it("are scripts of package.json where they are run by npm", () => {
    const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    const run = commandsLike(/npm run (?:-s )?([a-z][\w-]*)/g).map(({ words }) => words[0] ?? "");
    const builtIn = commandsLike(/npm (start|test)\b/g).map(({ words }) => words[0] ?? "");
    const missing = [...new Set([...run, ...builtIn])].filter((name) => !Object.hasOwn(scripts, name));
    assert.deepEqual(missing, []);
  });
});
