import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { terminalPicture } from "./terminalPicture";

// Takes the pictures of the README from what the commands really print:
//   node --require ./loader.cjs scripts/picture.ts

const root = path.join(__dirname, "..");
const folder = path.join(root, "docs", "images");

/** A part of what a command prints: from the first line that matches on, so many lines. */
interface Part {
  readonly from: RegExp;
  readonly lines: number;
}

interface Picture {
  readonly file: string;
  readonly title: string;
  /** What a person types. */
  readonly command: string;
  readonly script: readonly string[];
  readonly columns: number;
  /** Unset, all of it. What is left out between two parts shows as three dots. */
  readonly parts?: readonly Part[];
}

const pictures: readonly Picture[] = [
  {
    file: "start.svg",
    title: "npm start: eight example stacks side by side, and what to do next",
    command: "npm start",
    script: ["cli/start.ts"],
    columns: 140,
  },
  {
    file: "plan-prod-aws.svg",
    title: "npm run architect -- plan prod-aws: the resources of one stack as a tree",
    command: "npm run architect -- plan prod-aws",
    script: ["cli/main.ts", "plan", "prod-aws"],
    columns: 100,
    parts: [
      { from: /^prod-aws/, lines: 10 },
      { from: /^Cluster/, lines: 22 },
      { from: /^Add-ons/, lines: 15 },
    ],
  },
];

function printed({ script, columns }: Picture): readonly string[] {
  const { PATH, HOME } = process.env;
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--require", "./loader.cjs", ...script], {
    cwd: root,
    env: { PATH, HOME, FORCE_COLOR: "1", COLUMNS: String(columns) },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return stdout.trimEnd().split("\n");
}

function cut(lines: readonly string[], parts: readonly Part[]): readonly string[] {
  const start = ({ from }: Part) => lines.findIndex((line) => from.test(stripVTControlCharacters(line)));
  const kept = parts.map((part) => ({ first: start(part), last: start(part) + part.lines }));
  if (kept.some(({ first }) => first < 0)) throw new Error("a part of the picture is not in what was printed");
  const shown = kept.map(({ first, last }) => lines.slice(first, last));
  return shown.flatMap((block, index) => {
    const ends = (kept[index]?.last ?? 0) >= (kept[index + 1]?.first ?? lines.length);
    return ends ? block : [...block, "⋮", ""];
  });
}

mkdirSync(folder, { recursive: true });
for (const picture of pictures) {
  const lines = printed(picture);
  const shown = picture.parts === undefined ? lines : cut(lines, picture.parts);
  const prompt = `\u001b[2m$\u001b[22m ${picture.command}`;
  writeFileSync(path.join(folder, picture.file), terminalPicture([prompt, "", ...shown], picture.title));
  console.log(`written: docs/images/${picture.file}`);
}
