import assert from "node:assert/strict";
import { renderMarkdown } from "../../../planner/render/markdown";
import { renderMermaid } from "../../../planner/render/mermaid";
import { example, exampleFindings, exampleResources, resource } from "./example";

const rowOf = (text: string, markdown: string) =>
  markdown.split("\n").find((line) => line.startsWith(`| ${text}`)) ?? "";

describe("a plan as Markdown", () => {
  it("sums up resources, node pools, add-ons, findings and cost", () => {
    const markdown = renderMarkdown(example());
    assert.equal(rowOf("Resources", markdown), "| Resources | 13, 3 protected |");
    assert.equal(rowOf("Node pools", markdown), "| Node pools | general: 3–12 × `m7i.xlarge` |");
    assert.match(
      rowOf("Add-ons", markdown),
      /argocd: `argo-cd 10\.1\.1`<br>prometheus: `kube-prometheus-stack 88\.5\.3`/,
    );
    assert.equal(rowOf("Cost", markdown), "| Cost | not estimated |");
  });

  it("folds each group's resources away", () => {
    const markdown = renderMarkdown(example());
    const folded = [...markdown.matchAll(/<details><summary>(.*?)<\/summary>/g)].map(([, title]) => title);
    assert.deepEqual(folded, [
      "Network (5)",
      "Cluster (3)",
      "Node pools (1)",
      "Identity and storage (1)",
      "Add-ons (3)",
    ]);
    assert.equal(markdown.split("</details>").length - 1, folded.length);
  });

  it("has a row for every resource, with computed values as references", () => {
    const markdown = renderMarkdown(example());
    for (const { name, type } of exampleResources.filter(({ custom }) => custom))
      assert.ok(markdown.includes(`| \`${name}\` | \`${type}\` |`), name);
    assert.match(rowOf("`example-a`", markdown), /`vpcId: \$\{example-vpc\.id\}`/);
  });

  it("says how many settings it leaves out", () => {
    const inputs = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`key${index}`, index]));
    const markdown = renderMarkdown(
      example({ resources: [resource("aws:s3/bucket:Bucket", "many", null, { inputs })] }),
    );
    assert.match(rowOf("`many`", markdown), /`key3: 3`<br>and 5 more/);
  });

  it("escapes pipes and backticks of inputs and findings, so that rows keep their columns", () => {
    const inputs = { rule: "a | b `c`" };
    const resources = [resource("aws:s3/bucket:Bucket", "odd|name", null, { inputs })];
    const markdown = renderMarkdown(example({ resources, findings: exampleFindings }));
    assert.match(markdown, /\| `odd\\\|name` \| `aws:s3\/bucket:Bucket` \| `` rule: a \\\| b `c` `` \| {2}\|/);
    assert.match(rowOf("error", markdown), /The endpoint takes \\`0\.0\.0\.0\/0\\` \\\| anyone\./);
  });

  it("shows findings, the gravest first, and says none when there are none", () => {
    const markdown = renderMarkdown(example({ findings: exampleFindings }));
    assert.ok(markdown.indexOf("| error |") < markdown.indexOf("| warning |"));
    assert.match(renderMarkdown(example()), /## Findings\n\nNone\./);
  });
});

describe("the diagram", () => {
  it("goes from the network over the cluster and its node pools to the add-ons", () => {
    const lines = renderMermaid(example())
      .split("\n")
      .map((line) => line.trim());
    for (const line of ["flowchart LR", "network --> cluster", "cluster --> pools", "pools --> addons"])
      assert.ok(lines.includes(line), line);
  });

  it("draws what an add-on waits for", () => {
    const diagram = renderMermaid(example());
    const id = (name: string) => new RegExp(`(addon\\d+)\\["${name}`).exec(diagram)?.[1];
    assert.ok(diagram.includes(`${id("prometheus")} --> ${id("argocd")}`));
    assert.equal(diagram.match(/addon\d+ --> addon\d+/g)?.length, 1);
  });

  it("leaves out what follows from the rest", () => {
    const addon = (name: string) => resource("kubernetes-architect:addons:Addon", name, null);
    const release = (name: string, after: readonly string[]) =>
      resource("kubernetes:helm.sh/v3:Release", `${name}-release`, addon(name).urn, {
        inputs: { chart: name, version: "1.0.0", namespace: name, name },
        dependsOn: after.map((it) => resource("kubernetes:helm.sh/v3:Release", `${it}-release`, null).urn),
      });
    const names = ["one", "two", "three"];
    const resources = [
      ...names.map(addon),
      release("one", []),
      release("two", ["one"]),
      release("three", ["one", "two"]),
    ];
    const edges = renderMermaid(example({ resources })).match(/addon\d+ --> addon\d+/g);
    assert.equal(edges?.length, 2);
  });

  it("lets no name break out of its label", () => {
    const evil = 'x"]; click addon0 "https://example.com';
    const resources = [resource("kubernetes-architect:addons:Addon", evil, null)];
    const inside = resource("kubernetes:core/v1:Namespace", "inside", resources[0]?.urn ?? "");
    const diagram = renderMermaid(example({ resources: [...resources, inside] }));
    assert.ok(!diagram.includes('"]; click'));
    assert.match(diagram, /addon0\["x#34;#93;#59; click addon0 #34;https:/);
  });
});
