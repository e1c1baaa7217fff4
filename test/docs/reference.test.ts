import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { catalog } from "../../components/addons/catalog";
import { clusterProfiles, clusterSchemas } from "../../components/config/clusters";
import { clouds } from "../../components/config/clusters/common";
import { stackFileSchema } from "../../components/config/jsonSchema";
import { isPlainObject } from "../../components/config/secret";
import { charts } from "../../components/versions";
import { rules } from "../../policies";
import { generated } from "../../scripts/generated";
import { clusterFile } from "../../scripts/reference/cluster";
import { optionsOf } from "../../scripts/reference/options";
import { root } from "./pages";

const files = generated();

function page(name: string): string {
  const text = files[`docs/reference/${name}.md`];
  assert.ok(text !== undefined, name);
  return text;
}

/** The paths of options in a JSON Schema that nobody described. */
function* undescribed(schema: unknown, at: string): Generator<string> {
  if (Array.isArray(schema))
    for (const [index, inner] of schema.entries()) yield* undescribed(inner, `${at}[${index}]`);
  if (!isPlainObject(schema)) return;
  for (const [key, inner] of Object.entries(schema)) {
    if (key === "properties" && isPlainObject(inner))
      for (const [name, option] of Object.entries(inner)) {
        if (isPlainObject(option) && option.description === undefined && name !== "secure") yield `${at}.${name}`;
        yield* undescribed(option, `${at}.${name}`);
      }
    else if (["items", "additionalProperties", "anyOf", "oneOf", "allOf"].includes(key)) yield* undescribed(inner, at);
  }
}

describe("the generated reference", () => {
  it("is what the repository holds", () => {
    const stale = Object.entries(files).filter(
      ([file, text]) => !existsSync(path.join(root, file)) || readFileSync(path.join(root, file), "utf8") !== text,
    );
    assert.deepEqual(
      stale.map(([file]) => file),
      [],
      "run `npm run generate`",
    );
  });

  it("has no page that nothing generates", () => {
    const there = readdirSync(path.join(root, "docs", "reference")).map((file) => `docs/reference/${file}`);
    assert.deepEqual(
      there.filter((file) => files[file] === undefined),
      [],
    );
  });

  it("says of every option what it is", () => {
    const config = (stackFileSchema(catalog).properties as Record<string, unknown>).config;
    const keys = isPlainObject(config) && isPlainObject(config.properties) ? config.properties : {};
    const missing = Object.entries(keys).flatMap(([key, schema]) => [...undescribed(schema, key)]);
    assert.deepEqual(missing, []);
    assert.deepEqual([...undescribed({ properties: { silent: { type: "string" } } }, "key")], ["key.silent"]);
  });

  for (const cloud of clouds)
    it(`has a row for every option of a cluster on ${cloud}`, () => {
      const text = files[clusterFile(cloud)] ?? "";
      const options = optionsOf(clusterSchemas[cloud], clusterProfiles[cloud]);
      const lost = options.filter(({ path: [first = "", ...rest] }) => {
        const rowOf = rest.length === 0 ? first : rest.join(".");
        const heading = rest.length === 0 && text.includes(`### \`${first}\`\n`);
        return !heading && !text.includes(`| \`${rowOf}\` |`);
      });
      assert.deepEqual(
        lost.map(({ path: keys }) => keys.join(".")),
        [],
      );
    });

  it("shows a default of production's and what profiles say instead", () => {
    const eks = page("cluster-eks");
    assert.match(eks, /\| `deletionProtection` \| `true` or `false` \| `true`<br>development, ephemeral: `false` \|/);
    assert.match(eks, /\| `network\.nat` \| `perZone` \| `single` \| `single` \|/);
    assert.match(eks, /\| `region` \| one of \d+, listed below \| \*\*required\*\* \|/);
  });

  it("leaves out of a default map what is each entry's own default anyway", () => {
    assert.match(page("cluster-eks"), /Default: `\{ general: \{ min: 3, max: 12 \} \}`/);
  });

  it("calls a secret a secret, whatever the program makes of it", () => {
    assert.match(page("config"), /\| `<name>\.password` \| secret \| – \|/);
  });

  it("quotes text that YAML would read as a number", () => {
    assert.match(page("cluster-aks"), /\| `zones` \| list of: `"1"`, `"2"` or `"3"` \|/);
  });

  it("has every add-on with the charts that are pinned", () => {
    const text = page("add-ons");
    for (const addon of Object.values(catalog)) {
      assert.ok(text.includes(`\n## ${addon.name}\n`), addon.name);
      for (const name of [...addon.charts, ...addon.definitions])
        assert.ok(text.includes(`| \`${charts[name].chart}\` | ${charts[name].version} |`), name);
    }
  });

  it("has every rule with its fix", () => {
    const text = page("findings");
    for (const { id, fix } of rules) {
      assert.ok(text.includes(`\n### ${id}\n`), id);
      assert.ok(text.includes(`| what to do | ${fix} |`), id);
    }
  });

  it("has every chart and every Kubernetes minor", () => {
    const text = page("versions");
    for (const { chart, version, repository } of Object.values(charts))
      assert.ok(text.includes(`| \`${chart}\` | ${version} | \`${repository}\` |`), chart);
    assert.match(text, /\| Amazon EKS \| 1\.35 \| \d{4}-\d{2}-\d{2} \|/);
  });
});
