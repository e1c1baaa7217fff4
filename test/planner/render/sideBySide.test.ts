import assert from "node:assert/strict";
import { styleOf } from "../../../planner/render/style";
import { renderSideBySide } from "../../../planner/render/table/sideBySide";
import { example, exampleFindings } from "./example";

const table = (number: number, width: number) =>
  renderSideBySide(
    Array.from({ length: number }, (_, index) => example({ stack: `stack-${index}`, findings: exampleFindings })),
    styleOf(width, false),
  );

const rowOf = (title: string, text: string) => text.split("\n").find((line) => line.startsWith(`│ ${title}`)) ?? "";
const cellsOf = (row: string) =>
  row
    .split("│")
    .slice(1, -1)
    .map((cell) => cell.trim());

describe("stacks side by side", () => {
  it("have a column each and a row for what they are compared by", () => {
    const text = table(2, 100);
    assert.deepEqual(cellsOf(text.split("\n")[1] ?? ""), ["", "stack-0", "stack-1"]);
    assert.deepEqual(cellsOf(rowOf("Cloud", text)), ["Cloud", "Amazon EKS", "Amazon EKS"]);
    assert.deepEqual(cellsOf(rowOf("Kubernetes", text)), ["Kubernetes", "1.35", "1.35"]);
    assert.deepEqual(cellsOf(rowOf("Region", text)), ["Region", "eu-west-1", "eu-west-1"]);
    assert.deepEqual(cellsOf(rowOf("Resources", text)), ["Resources", "5 network", "5 network"]);
    assert.deepEqual(cellsOf(rowOf("Findings", text)), ["Findings", "1 error", "1 error"]);
    assert.match(text, /general +│[^\n]*\n│ +│ +3–12 × m7i\.xlarge/);
    assert.match(text, /argocd +10\.1\.1/);
  });

  for (const width of [60, 80, 100, 140])
    it(`go into as many tables as ${width} columns ask for, with each stack once`, () => {
      const text = table(5, width);
      for (const line of text.split("\n")) assert.ok(line.length <= width, `${line.length}: ${line}`);
      for (const index of [0, 1, 2, 3, 4]) assert.equal(text.split(`stack-${index} `).length - 1, 1);
    });
});
