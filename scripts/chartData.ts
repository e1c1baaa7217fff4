import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { isPlainObject } from "../components/config/secret";
import { charts } from "../components/versions";
import { valuesByChart } from "../test/support/charts";
import { type ChartValues, leafPaths, readChart, standing } from "./chartValues";

// Writes what the project keeps of its charts as data: the value paths that it sets, each found in the chart at the
// pinned version, and the places where a chart takes a container's resources. Run after a change of a chart's version or
// of the values that we set:
//   node --require ./loader.cjs scripts/chartData.ts FOLDER
// FOLDER holds one folder a chart with its Chart.yaml, values.yaml and, where there is one, values.schema.json.

const root = path.join(__dirname, "..");

function write(file: string, data: unknown): void {
  writeFileSync(path.join(root, file), `${JSON.stringify(data, null, 2)}\n`);
}

interface Switch {
  readonly path: string;
  readonly default: boolean;
  /** True where the container exists when the switch is off. */
  readonly off?: boolean;
}

interface Container {
  readonly path: string;
  /** What the chart itself gives it. */
  readonly default: unknown;
  /** Switches that must all be on for the container to exist. */
  readonly when: readonly Switch[];
}

// Maps named `resources` that are no container's: a volume claim's size, and kinds in a role. And containers that only
// `helm test` starts, which a release never does.
const notContainers =
  /(volumeClaimTemplate|persistence|storageSpec|rbac|clusterRole|extraRules|persistentVolumeClaim|testFramework|configmapTest|\.tests\.)/i;

// Linkerd's charts turn requests and limits around: `cpu.request`. The rule knows the form of all others.
function isTurnedAround({ cpu }: Record<string, unknown>): boolean {
  return isPlainObject(cpu) && Object.hasOwn(cpu, "request");
}

// KEDA's chart has one such map with each part's requests and limits in it.
function isByPart(resources: Record<string, unknown>): boolean {
  const parts = Object.values(resources);
  return parts.length > 0 && parts.every((part) => isPlainObject(part) && isPlainObject(part.requests));
}

function containersIn(values: unknown, here: readonly string[] = [], switches: readonly Switch[] = []): Container[] {
  if (!isPlainObject(values)) return [];
  const enabled =
    typeof values.enabled === "boolean" ? [{ path: [...here, "enabled"].join("."), default: values.enabled }] : [];
  const when = [...switches, ...enabled];
  return Object.entries(values).flatMap(([key, inner]) => {
    const at = [...here, key];
    const isContainer = /^resources$/.test(key) && isPlainObject(inner) && !notContainers.test(at.join("."));
    if (isContainer && isTurnedAround(inner)) return [];
    if (isContainer && isByPart(inner))
      return Object.entries(inner).map(([part, usual]) => ({ path: [...at, part].join("."), default: usual, when }));
    return isContainer ? [{ path: at.join("."), default: inner, when }] : containersIn(inner, at, when);
  });
}

// Switches that stand elsewhere than beside the container. Source: the chart's templates.
const farSwitches: Readonly<Record<string, Readonly<Record<string, Switch>>>> = {
  flux2: {
    "imageAutomationController.resources": { path: "imageAutomationController.create", default: true },
    "imageReflectionController.resources": { path: "imageReflectionController.create", default: true },
    "sourceWatcher.resources": { path: "sourceWatcher.create", default: false },
  },
  opencost: { "opencost.sigV4Proxy.resources": { path: "opencost.prometheus.amp.enabled", default: false } },
  loki: { "sidecar.resources": { path: "sidecar.rules.enabled", default: true } },
  // Unset, "-" is on.
  vault: { "injector.resources": { path: "injector.enabled", default: true } },
  velero: { "nodeAgent.resources": { path: "deployNodeAgent", default: false } },
  "argo-cd": {
    "redis.resources": { path: "redis-ha.enabled", default: false, off: true },
    "redis.exporter.resources": { path: "redis-ha.enabled", default: false, off: true },
  },
};

function withFarSwitches(name: string, chart: ChartValues, containers: readonly Container[]): Container[] {
  return containers.map((container) => {
    const far = farSwitches[name]?.[container.path];
    const condition = chart.conditions[container.path.split(".")[0] ?? ""];
    const more = [far, condition].filter((it) => it !== undefined);
    return { ...container, when: [...container.when, ...more] };
  });
}

async function main(folder: string): Promise<void> {
  const used = await valuesByChart();
  const missing: string[] = [];
  const pathData: Record<string, unknown> = {};
  const containerData: Record<string, unknown> = {};
  for (const name of Object.keys(charts).sort()) {
    const chart = readChart(folder, name);
    const known = new Map<string, string>();
    for (const values of used.get(name) ?? []) {
      for (const leaf of leafPaths(values)) {
        const found = standing(chart, leaf);
        if (found.standing === "missing") missing.push(`${name}: ${leaf.join(".")}`);
        else known.set(JSON.stringify(found.known), found.standing);
      }
    }
    const paths = [...known]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([keys, kind]) => ({ path: JSON.parse(keys), kind }));
    pathData[name] = { version: charts[name as keyof typeof charts].version, paths };
    containerData[name] = withFarSwitches(name, chart, containersIn(chart.values));
  }
  write("test/data/chart-paths.json", pathData);
  write("policies/chart-containers.json", containerData);
  for (const line of new Set(missing)) console.error(`not in the chart: ${line}`);
  if (missing.length > 0) process.exitCode = 1;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("name the folder of charts");
readFileSync(path.join(folder, "argo-cd", "Chart.yaml"));
main(folder);
