import assert from "node:assert/strict";
import { clusterProfiles } from "../../components/config/clusters";
import { valueAt } from "../../components/config/schemaWalk";
import { isPlainObject } from "../../components/config/secret";
import { explain } from "../../planner/explain";
import { renderExplained } from "../../planner/render/explain";
import { styleOf } from "../../planner/render/style";
import { planStacks } from "../../planner/several";
import { findProject } from "../../planner/stacks";
import { configOf } from "../support/plan";
import { example } from "./render/example";

const eks = { cloud: "eks", region: "eu-west-1" };

const rowsOf = (cluster: Readonly<Record<string, unknown>>, rest: Readonly<Record<string, unknown>> = {}) => {
  const rows = explain({ ...example(), config: configOf({ cluster, ...rest }) });
  return new Map(rows.map((row) => [row.path.replace("kubernetes-architect:", ""), row]));
};

function leafPaths(value: unknown): readonly string[][] {
  if (!isPlainObject(value)) return [[]];
  return Object.entries(value).flatMap(([key, inner]) => leafPaths(inner).map((path) => [key, ...path]));
}

describe("where values come from", () => {
  it("is the stack's file, with the line, for what somebody wrote there", () => {
    const row = rowsOf({ ...eks, version: "1.35" }).get("cluster.version");
    assert.deepEqual(row, { path: "kubernetes-architect:cluster.version", value: "1.35", source: "config", line: 5 });
  });

  it("is the default, which is production's, for what nobody said", () => {
    const rows = rowsOf(eks);
    assert.equal(rows.get("cluster.profile")?.source, "default");
    assert.equal(rows.get("cluster.endpoint.access")?.source, "default");
    assert.equal(rows.get("cluster.endpoint.access")?.value, "private");
    assert.equal(rows.get("cluster.network.cidr")?.source, "default");
  });

  for (const profile of ["development", "ephemeral"] as const)
    it(`is the profile for what ${profile} relaxes`, () => {
      const rows = rowsOf({ ...eks, profile });
      for (const path of leafPaths(clusterProfiles.eks[profile]).filter((it) => it.length > 0)) {
        const row = rows.get(["cluster", ...path].join("."));
        assert.equal(row?.source, "profile", path.join("."));
        assert.deepEqual(row.value, valueAt(clusterProfiles.eks[profile], path));
      }
    });

  it("is the default again for the rest of a map of names that somebody wrote over the profile's", () => {
    const rows = rowsOf({ ...eks, profile: "development", nodePools: { own: { max: 7 } } });
    assert.equal(rows.get("cluster.nodePools.own.max")?.source, "config");
    assert.equal(rows.get("cluster.nodePools.own.diskGiB")?.source, "default");
    assert.equal(
      [...rows.keys()].some((path) => path.startsWith("cluster.nodePools.general")),
      false,
    );
  });

  it("keeps secrets closed", () => {
    const url = "https://git.example.com/platform.git";
    const platform = { url, username: "git", password: { secure: "AAABAplanted" } };
    const rows = rowsOf(eks, { addons: { argocd: {} }, gitops: { repositories: { platform } } });
    const row = rows.get("gitops.repositories.platform.password");
    assert.equal(row?.value, "[secret]");
    assert.ok(!JSON.stringify([...rows.values()]).includes("planted"));
    assert.ok(!renderExplained([...rows.values()], styleOf(140, false)).includes("planted"));
  });

  it("names each path once, in the order of the alphabet", () => {
    const paths = [...rowsOf(eks).keys()];
    assert.deepEqual(paths, [...new Set(paths)].toSorted());
  });

  it("is a pinned version for each chart that nobody gave a version", () => {
    const rows = rowsOf(eks);
    assert.deepEqual(
      [...rows.values()].filter(({ source }) => source === "pinned").map(({ value }) => value),
      ["10.1.1", "88.5.3"],
    );
  });
});

describe("the stacks here, explained", () => {
  it("say of every add-on that nobody wrote that it is implied, and of every release what pins it", async () => {
    const project = findProject(__dirname);
    const { planned } = await planStacks(project, project.stacks);
    for (const stack of planned) {
      const rows = explain(stack);
      const written = isPlainObject(stack.config.written.addons) ? stack.config.written.addons : {};
      const silent = Object.keys(stack.config.addons).filter((name) => !Object.hasOwn(written, name));
      for (const name of silent) {
        const row = rows.find(({ path }) => path === `kubernetes-architect:addons.${name}`);
        assert.equal(row?.source, "implied", `${stack.plan.stack} ${name}`);
      }
      const versions = new Set(
        rows.filter(({ path, source }) => source === "pinned" || path.endsWith(".version")).map(({ value }) => value),
      );
      for (const { type, inputs, name } of stack.plan.resources)
        if (type === "kubernetes:helm.sh/v3:Release")
          assert.ok(versions.has(inputs.version), `${stack.plan.stack} ${name}`);
    }
  });
});

describe("the table of values", () => {
  for (const width of [60, 100, 140])
    it(`keeps within ${width} columns`, () => {
      const text = renderExplained([...rowsOf(eks).values()], styleOf(width, false));
      for (const line of text.split("\n")) assert.ok(line.length <= width, `${line.length}: ${line}`);
    });

  it("has path, value and source in a line each, and what the sources mean", () => {
    const text = renderExplained([...rowsOf(eks).values()], styleOf(100, false));
    assert.match(text, /\ncluster\.region +eu-west-1 +config, line 4\n/);
    assert.match(text, /\nconfig +the stack's file says so\n/);
  });
});
