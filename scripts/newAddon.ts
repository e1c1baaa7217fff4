import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import semver from "semver";
import { UsageError } from "../deployments/errors";

/** What a new add-on is made of. */
export interface NewAddon {
  /** `https://…`, or the `oci://…` folder that the chart is in. */
  readonly repository: string;
  readonly chartVersion: string;
  /** Unset, the add-on's name. */
  readonly chart?: string;
  /** A semver range of Kubernetes versions. */
  readonly kubernetes: string;
}

/** `cert-manager` as an identifier: `certManager`. */
export function camelCase(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function addonFile(name: string): string {
  const id = camelCase(name);
  return `import { z } from "zod";
import { type AddonContext, type AddonParts, defineAddon, type Values } from "./addon";
import { networkPolicies } from "./parts/traffic";

const name = "${name}";
const namespace = "${name}";

const options = z.strictObject({
  replicas: z.int().min(1).max(9).default(2).describe("How many pods run."),
});

type Options = z.output<typeof options>;

const profiles = {
  development: { replicas: 1 },
  ephemeral: { replicas: 1 },
} satisfies Readonly<Record<string, z.input<typeof options>>>;

/** What it is, in one sentence. */
export const ${id} = defineAddon({
  name,
  summary: "${name}: what it is for, in one line",
  options,
  profiles,
  charts: ["${name}"],
  after: ["prometheus"],
  parts,
});

function parts(context: AddonContext, chosen: Options): AddonParts {
  return {
    namespaces: [{ name: namespace, podSecurity: "restricted" }],
    releases: [{ name, chart: "${name}", namespace, values: chartValues(context, chosen) }],
    objects: networkPolicies(context, { namespace, ingress: [] }),
  };
}

// Of the chart's values.yaml: each container's resources, replicas, a disruption budget, zone spread, the priority class,
// images through context.image, monitors where Prometheus is on.
function chartValues(_context: AddonContext, _chosen: Options): Values {
  return {};
}
`;
}

function testFile(name: string): string {
  return `import assert from "node:assert/strict";
import { only, planOf } from "../support/plan";

const cluster = { cloud: "existing", version: "1.35" };

describe("the ${name} add-on", () => {
  for (const profile of ["production", "development"]) {
    it(\`plans without a finding in \${profile}\`, async () => {
      const plan = await planOf({ cluster: { ...cluster, profile }, addons: { "${name}": {} } });
      assert.deepEqual(plan.findings, []);
      only(plan, "kubernetes:helm.sh/v3:Release", "${name}-${name}");
    });
  }

  it("lets nothing into its namespace that it does not name", async () => {
    const plan = await planOf({ cluster, addons: { "${name}": {} } });
    const { inputs } = only(
      plan,
      "kubernetes:networking.k8s.io/v1:NetworkPolicy",
      "${name}-traffic-${name}-default-deny",
    );
    assert.deepEqual((inputs.spec as { policyTypes: unknown }).policyTypes, ["Ingress", "Egress"]);
  });
});
`;
}

function variantFile(name: string): string {
  return `import type { Variants } from ".";

/** The options of ${name} that no example stack uses. */
export const variants: Variants = {
  "${name} on an existing cluster": { cluster: { cloud: "existing", version: "1.35" }, addons: { "${name}": {} } },
};
`;
}

/** A text with a line put in front of the first line that a mark starts. */
function inserted(text: string, mark: string, line: string, file: string): string {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`${file} has no line ${JSON.stringify(mark)} to write in front of`);
  return text.slice(0, at) + line + text.slice(at);
}

/** Each table that names add-ons, and the lines that a new one adds. */
function tables(
  name: string,
  addon: NewAddon,
): readonly (readonly [file: string, ...(readonly [mark: string, line: string])[]])[] {
  const id = camelCase(name);
  const { repository, chartVersion, chart = name, kubernetes } = addon;
  const key = /^[a-z][a-zA-Z0-9]*$/.test(name) ? name : JSON.stringify(name);
  const major = semver.coerce(chartVersion)?.major ?? 0;
  const range = `>=${major}.0.0 <${major + 1}.0.0`;
  return [
    [
      "components/addons/catalog.ts",
      ["};\n\n/** The catalogue by name", `  ${key}: () => (require("./${id}") as typeof import("./${id}")).${id},\n`],
    ],
    [
      "components/versions.ts",
      [
        "} as const satisfies Readonly<Record<string, ChartPin>>",
        `  ${key}: { repository: "${repository}", chart: "${chart}", version: "${chartVersion}" },\n`,
      ],
    ],
    [
      "components/compatibility.ts",
      [
        "};\n\n/** What is known",
        `  ${key}: [{ chart: "${range}", kubernetes: "${kubernetes}", source: "${chart}, Chart.yaml: kubeVersion" }],\n`,
      ],
    ],
    [
      "test/support/variants/index.ts",
      ["\n/** Configs of a stack", `import { variants as ${id} } from "./${id}";\n`],
      ["};\n", `  ...${id},\n`],
    ],
  ];
}

/**
 * Makes a new add-on's file, its test and its variant, and writes it into the tables. Nothing is written when something
 * of it is there already.
 * @param root the checkout
 * @returns what was done and what comes next, as lines for a person
 * @throws UsageError for a name that is no add-on's name or is taken
 */
export function newAddon(root: string, name: string, addon: NewAddon): readonly string[] {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new UsageError(`name: found ${JSON.stringify(name)}; allowed: lower-case words with '-' between them`);
  if (semver.validRange(addon.kubernetes) === null)
    throw new UsageError(
      `--kubernetes: found ${JSON.stringify(addon.kubernetes)}; allowed: a semver range, such as >=1.32.0`,
    );
  if (!/^(https|oci):\/\//.test(addon.repository))
    throw new UsageError(`--repository: found ${JSON.stringify(addon.repository)}; allowed: https://… or oci://…`);
  const id = camelCase(name);
  const files: Readonly<Record<string, string>> = {
    [`components/addons/${id}.ts`]: addonFile(name),
    [`test/addons/${id}.test.ts`]: testFile(name),
    [`test/support/variants/${id}.ts`]: variantFile(name),
  };
  const there = [...Object.keys(files), `components/addons/${id}`].find((file) => existsSync(path.join(root, file)));
  if (there !== undefined) throw new UsageError(`${there} is there already`);
  const changed = tables(name, addon).map(([file, ...lines]) => {
    const text = readFileSync(path.join(root, file), "utf8");
    return [file, lines.reduce((written, [mark, line]) => inserted(written, mark, line, file), text)] as const;
  });
  for (const [file, text] of [...Object.entries(files), ...changed]) writeFileSync(path.join(root, file), text);
  return [
    ...Object.keys(files).map((file) => `made ${file}`),
    ...changed.map(([file]) => `changed ${file}`),
    "next: the values in the new file, then npm run format, npm run generate and",
    "  node --require ./loader.cjs scripts/chartData.ts FOLDER_OF_CHARTS",
    `  npm run architect -- charts verify --folder FOLDER_OF_CHARTS`,
  ];
}
