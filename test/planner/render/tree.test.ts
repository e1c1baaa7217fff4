import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { styleOf } from "../../../planner/render/style";
import { renderTree } from "../../../planner/render/tree";
import { example, exampleFindings, exampleResources } from "./example";

const tree = (width = 100, rest = {}) => renderTree(example(rest), styleOf(width, false));
const lineWith = (text: string, from: string) => from.split("\n").find((line) => line.includes(text)) ?? "";

describe("a plan as a tree", () => {
  it("starts with what the stack is and the totals", () => {
    const [title, totals] = tree().split("\n");
    assert.equal(title, "example  Amazon EKS · production · Kubernetes 1.35 · eu-west-1");
    assert.equal(totals, "13 resources · 3 protected · 2 add-ons · findings: none");
  });

  it("counts each group", () => {
    for (const line of ["Network  5", "Cluster  3", "Node pools  1", "Identity and storage  1", "Add-ons  3"])
      assert.ok(tree().split("\n").includes(line), line);
  });

  it("shows facts and marks what is protected", () => {
    assert.match(lineWith("example-vpc", tree()), /Vpc +example-vpc +10\.20\.0\.0\/16 · protected$/);
    assert.match(lineWith("example-general", tree()), /m7i\.xlarge · 3–12 nodes$/);
  });

  it("shows an add-on with its chart's version, namespace, replicas and what it comes after", () => {
    assert.match(lineWith("─ argocd", tree()), /chart 10\.1\.1 · namespace argocd · after prometheus$/);
    assert.match(lineWith("argocd-argo-cd", tree()), /argo-cd 10\.1\.1 · 1–2 replicas$/);
  });

  it("names every resource, also those that it shows together", () => {
    const text = tree();
    for (const { name } of exampleResources.filter(({ custom }) => custom)) assert.ok(text.includes(name), name);
    assert.match(lineWith("4 × Subnet", text), /example-a, example-b, example-c, example-d$/);
  });

  it("shows findings last, the gravest first, with what to change and why others are waived", () => {
    const waived = exampleFindings.slice(0, 1).map((finding) => ({ ...finding, reason: "one zone will do here" }));
    const text = tree(100, { findings: exampleFindings, waived });
    const end = text.slice(text.indexOf("Findings  1 error, 1 warning, 1 waived"));
    assert.match(end, /✖ error.*endpoint-open.*example\n.*anyone\.\n +Fix: Set cluster\.endpoint\.access to private\./);
    assert.ok(end.indexOf("endpoint-open") < end.indexOf("nodes-spread"));
    assert.match(end, /waived +nodes-spread.*\n +one zone will do here/);
  });

  for (const width of [60, 80, 100, 140])
    it(`keeps within ${width} columns`, () => {
      const long = tree(width, { findings: exampleFindings });
      for (const line of long.split("\n")) assert.ok(line.length <= width, `${line.length}: ${line}`);
    });

  it("colours without changing a character of the text", () => {
    const coloured = renderTree(example({ findings: exampleFindings }), styleOf(100, true));
    assert.notEqual(coloured, tree(100, { findings: exampleFindings }));
    assert.equal(stripVTControlCharacters(coloured), tree(100, { findings: exampleFindings }));
  });
});
