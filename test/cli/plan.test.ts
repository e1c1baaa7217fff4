import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { findProject } from "../../planner/stacks";
import { architect, existingStack, inProject, root } from "./run";

const { stacks } = findProject(root);
const wrong = "config:\n  kubernetes-architect:cluster:\n    cloud: existing\n    colour: red\n    version: 1.35\n";

describe("architect plan", () => {
  it("writes exactly one JSON object and nothing else for one stack", () =>
    inProject({ one: existingStack() }, (cwd) => {
      const { status, stdout, stderr } = architect(["plan", "one", "--format", "json"], { cwd });
      assert.equal(status, 0);
      assert.equal(stderr, "");
      const plan = JSON.parse(stdout);
      assert.equal(plan.stack, "one");
      assert.equal(plan.project, "kubernetes-architect");
      assert.equal(plan.cloud, "existing");
    }));

  it("writes a list for several stacks, in the order asked for, each once", () =>
    inProject({ one: existingStack(), two: existingStack() }, (cwd) => {
      const { stdout } = architect(["plan", "two", "one", "two", "--format", "json"], { cwd });
      assert.deepEqual(
        JSON.parse(stdout).map(({ stack }: { stack: string }) => stack),
        ["two", "one"],
      );
    }));

  it("shows all stacks side by side when none is named, and what to do next", () =>
    inProject({ one: existingStack(), two: existingStack() }, (cwd) => {
      const { status, stdout } = architect(["plan"], { cwd });
      assert.equal(status, 0);
      assert.match(stdout, /│ +│ one +│ two +│/);
      assert.match(stdout, /What to do next/);
    }));

  it("draws a tree without colours outside a terminal", () =>
    inProject({ one: existingStack() }, (cwd) => {
      const { stdout } = architect(["plan", "one"], { cwd });
      assert.match(stdout, /^one {2}existing cluster · development · Kubernetes 1\.35/);
      assert.ok(!stdout.includes("\u001b"));
    }));

  it("finds the project from a folder inside it", () =>
    inProject({ one: existingStack() }, (cwd) => {
      const { status } = architect(["plan", "one"], { cwd: path.join(cwd, "stacks") });
      assert.equal(status, 0);
    }));

  it("writes to a file and leaves standard output alone", () =>
    inProject({ one: existingStack() }, (cwd) => {
      const out = path.join(cwd, "plan.md");
      const { status, stdout } = architect(["plan", "one", "--format", "markdown", "--out", out], {
        cwd,
        env: { FORCE_COLOR: "1" },
      });
      assert.equal(status, 0);
      assert.equal(stdout, "");
      assert.match(readFileSync(out, "utf8"), /^# Plan of one\n/);
      assert.ok(!readFileSync(out, "utf8").includes("\u001b"));
    }));

  it("leaves colours out where somebody said so, and has them where they are forced", () => {
    const colour = (args: readonly string[], env: Readonly<Record<string, string>>) =>
      architect(["plan", "local", ...args], { env }).stdout.includes("\u001b[");
    assert.ok(colour([], { FORCE_COLOR: "1" }));
    assert.ok(!colour(["--no-color"], { FORCE_COLOR: "1" }));
    assert.ok(!colour([], { FORCE_COLOR: "1", NO_COLOR: "1" }));
  });

  it("explains each value in each format", () =>
    inProject({ one: existingStack() }, (cwd) => {
      const explained = (format: string) => architect(["plan", "one", "--explain", "--format", format], { cwd }).stdout;
      assert.match(explained("tree"), /\ncluster\.version +1\.35 +config, line 5\n/);
      assert.match(explained("markdown"), /\| `cluster\.version` \| `1\.35` \| config, line 5 \|/);
      const rows: readonly { path: string; source: string }[] = JSON.parse(explained("json")).explained;
      assert.equal(rows.find(({ path: it }) => it === "kubernetes-architect:cluster.profile")?.source, "config");
    }));
});

describe("what architect plan says of mistakes", () => {
  it("is every problem of every stack asked for, without a stack trace, and it plans the others", () =>
    inProject({ bad: wrong, good: existingStack(), worse: "config: [" }, (cwd) => {
      const { status, stdout, stderr } = architect(["plan", "bad", "good", "worse", "--format", "json"], { cwd });
      assert.equal(status, 2);
      assert.deepEqual(
        JSON.parse(stdout).map(({ stack }: { stack: string }) => stack),
        ["good"],
      );
      assert.match(stderr, /stacks\/Pulumi\.bad\.yaml:4: .*colour: found an unknown key/);
      assert.match(stderr, /stacks\/Pulumi\.bad\.yaml:5: .*version: found 1\.35; allowed: text, in quotes/);
      assert.match(stderr, /stacks\/Pulumi\.worse\.yaml:1: found a line that is indented otherwise/);
      assert.ok(!/^\s+at /m.test(stderr));
    }));

  it("is nothing on standard output when the one stack asked for is wrong", () =>
    inProject({ bad: wrong }, (cwd) => {
      for (const format of ["json", "tree", "markdown"]) {
        const { status, stdout } = architect(["plan", "bad", "--format", format], { cwd });
        assert.deepEqual([status, stdout], [2, ""], format);
      }
    }));

  it("names the nearest stack and all that there are for an unknown one", () =>
    inProject({ "prod-aws": existingStack(), local: existingStack() }, (cwd) => {
      const { status, stderr } = architect(["plan", "prod-awz"], { cwd });
      assert.equal(status, 2);
      assert.match(
        stderr,
        /Pulumi\.prod-awz\.yaml: found no such stack; allowed: local or prod-aws; did you mean prod-aws\?/,
      );
    }));

  for (const args of [
    ["plan", "--formt", "json"],
    ["plan", "local", "--format", "yaml"],
    ["plan", "local", "--out"],
    ["paln", "local"],
    [],
  ])
    it(`is exit status 2 for architect ${args.join(" ") || "without a command"}`, () => {
      const { status, stdout, stderr } = architect(args);
      assert.equal(status, 2);
      assert.equal(stdout, "");
      assert.notEqual(stderr, "");
    });

  it("is nothing for help, which is exit status 0 and on standard output", () => {
    for (const args of [["--help"], ["plan", "--help"], ["help", "plan"]]) {
      const { status, stdout } = architect(args);
      assert.equal(status, 0);
      assert.match(stdout, /Usage: architect/);
    }
  });
});

describe("findings", () => {
  const bare = `${existingStack()}  kubernetes-architect:addons:
    prometheus: { values: { prometheusOperator: { resources: null } } }
`.replace("development", "production");
  const waived = `${bare}  kubernetes-architect:policies:
    waivers: [ { rule: container-resources, reason: a test of what is waived } ]
`;

  it("of severity error are exit status 1, with the plan on standard output all the same", () =>
    inProject({ bare }, (cwd) => {
      const { status, stdout } = architect(["plan", "bare", "--format", "json"], { cwd });
      assert.equal(status, 1);
      const { findings }: { findings: readonly { rule: string; severity: string }[] } = JSON.parse(stdout);
      assert.ok(findings.some(({ rule, severity }) => rule === "container-resources" && severity === "error"));
    }));

  it("that are waived are exit status 0, and shown with their reason", () =>
    inProject({ waived }, (cwd) => {
      const { status, stdout } = architect(["plan", "waived"], { cwd });
      assert.equal(status, 0);
      assert.match(stdout, /waived +container-resources.*\n +a test of what is waived/);
    }));

  it("do not hide that another stack's config is wrong", () =>
    inProject({ bare, bad: wrong }, (cwd) => {
      assert.equal(architect(["plan", "bare", "bad"], { cwd }).status, 2);
    }));
});

describe("architect validate", () => {
  it("says which stacks are valid and what is wrong with the others", () =>
    inProject({ bad: wrong, good: existingStack() }, (cwd) => {
      const { status, stdout, stderr } = architect(["validate"], { cwd });
      assert.equal(status, 2);
      assert.equal(stdout, "stacks/Pulumi.good.yaml: valid\n");
      assert.match(stderr, /Pulumi\.bad\.yaml:4/);
      assert.equal(architect(["validate", "good"], { cwd }).status, 0);
    }));
});

describe("npm start", () => {
  it("shows every stack here side by side and what to do next, within seconds", () => {
    const started = process.hrtime.bigint();
    const { status, stdout } = architect([], { script: "start.ts" });
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    assert.ok(seconds < 20, `${seconds} s`);
    assert.equal(status, 0);
    for (const stack of stacks) assert.ok(stdout.includes(stack), stack);
    assert.match(stdout, /npm run architect -- plan /);
    for (const line of stdout.split("\n")) assert.ok(line.length <= 100, line);
  });
});
