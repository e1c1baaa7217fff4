import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { mergeValues } from "../components/addons/values";
import { isPlainObject } from "../components/config/secret";

/** A chart's default values with those of its sub-charts under their names, as Helm sees them, and its schema. */
export interface ChartValues {
  readonly version: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly schema: unknown;
  /** The text of values.yaml, for options that stand in it as comments only. */
  readonly text: string;
  readonly readWhole: readonly string[];
  /** The switch of each sub-chart that has one, by the name it has here. */
  readonly conditions: Readonly<Record<string, { readonly path: string; readonly default: boolean }>>;
}

function readYaml(file: string): Record<string, unknown> {
  const content: unknown = existsSync(file) ? parse(readFileSync(file, "utf8")) : {};
  return isPlainObject(content) ? content : {};
}

// Istio's charts keep their defaults under this key; a user's values stand at the root. Source: their values.yaml.
const istioDefaults = "_internal_defaults_do_not_set";

function ownValues(folder: string): Record<string, unknown> {
  const values = readYaml(path.join(folder, "values.yaml"));
  const inner = values[istioDefaults];
  return isPlainObject(inner) ? inner : values;
}

/**
 * Reads a chart from a folder of charts.
 * @param charts the folder that holds one folder a chart, each with Chart.yaml and values.yaml
 */
export function readChart(charts: string, name: string): ChartValues {
  const folder = path.join(charts, name);
  const chart = readYaml(path.join(folder, "Chart.yaml"));
  const dependencies = Array.isArray(chart.dependencies) ? chart.dependencies : [];
  let values = ownValues(folder);
  for (const dependency of dependencies) {
    const under = dependency.alias ?? dependency.name;
    const sub = existsSync(path.join(charts, dependency.name)) ? readChart(charts, dependency.name).values : {};
    values = mergeValues({ [under]: sub }, values) as Record<string, unknown>;
  }
  const schemaFile = path.join(folder, "values.schema.json");
  const schema: unknown = existsSync(schemaFile) ? JSON.parse(readFileSync(schemaFile, "utf8")) : undefined;
  const switches = dependencies.filter(({ condition }) => typeof condition === "string");
  const conditions = switches.map(
    ({ alias, name: sub, condition }) =>
      [alias ?? sub, { path: condition, default: at(values, condition) === true }] as const,
  );
  const text = [folder, ...dependencies.map(({ name: sub }) => path.join(charts, sub))].map(readText).join("\n");
  return {
    version: String(chart.version),
    values,
    schema,
    text,
    readWhole: readWhole[name] ?? [],
    conditions: Object.fromEntries(conditions),
  };
}

function readText(folder: string): string {
  const file = path.join(folder, "values.yaml");
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

// Maps that a chart hands on to Kubernetes as they are, whatever it has in them by default.
const passedOn = /^(.*[sS]ecurityContext|httpGet|resources|.*[pP]robe|.*[aA]ffinity)$/;

// Maps and options that a chart's templates read whole, though values.yaml shows only some of what they take. Sources:
// the charts' templates (argocd-cmd-params-cm.yaml; istiod's configmap.yaml; Istio's zzz_profile.yaml; vcluster's service.yaml; loki's
// config.yaml; tempo's configmap-tempo.yaml).
const readWhole: Readonly<Record<string, readonly string[]>> = {
  "argo-cd": ["configs.params"],
  loki: ["loki.commonConfig", "loki.ingester", "loki.limits_config", "loki.storage.object_store"],
  "envoy-gateway": ["config.envoyGateway"],
  flux2: ["cli.resources", "helmController.replicas", "kustomizeController.replicas"],
  istiod: ["meshConfig", "profile"],
  "istio-cni": ["profile"],
  "istio-ztunnel": ["profile"],
  "cluster-api-operator": ["topologySpreadConstraints"],
  "litmus-core": ["priorityClassName"],
  "linkerd-control-plane": [
    "destinationResources",
    "identityResources",
    "proxyInjectorResources",
    "spValidatorResources",
  ],
  // Text or a map, by _helpers.tpl.
  vault: ["injector.affinity", "server.affinity"],
  tempo: ["tempo.storage.trace"],
  vcluster: ["controlPlane.service.spec"],
};

// An option that a chart knows and has no default for stands in values.yaml as a comment.
function isComment(text: string, key: string): boolean {
  return new RegExp(`^\\s*#+\\s*${key.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}:`, "m").test(text);
}

function at(values: unknown, dotted: string): unknown {
  return dotted
    .split(".")
    .reduce((current: unknown, key) => (isPlainObject(current) ? current[key] : undefined), values);
}

/** What a chart has at a path: a value of its own, a map or list that takes anything, or nothing. */
export type Standing = "value" | "open" | "missing";

function isOpen(value: unknown): boolean {
  return (
    value === null || value === "" || Array.isArray(value) || (isPlainObject(value) && Object.keys(value).length === 0)
  );
}

function schemaHas(schema: unknown, keys: readonly string[]): boolean {
  let current: unknown = schema;
  for (const key of keys) {
    const properties: unknown = isPlainObject(current) ? current.properties : undefined;
    if (!isPlainObject(properties) || !(key in properties)) return false;
    current = properties[key];
  }
  return true;
}

/**
 * Finds the part of a path that the chart itself knows.
 * @returns the known part and how it stands; `open` means that anything may stand below it
 */
export function standing(
  chart: ChartValues,
  keys: readonly string[],
): { readonly known: readonly string[]; readonly standing: Standing } {
  const whole = keys.findIndex((_, depth) => chart.readWhole.includes(keys.slice(0, depth + 1).join(".")));
  if (whole >= 0) return { known: keys.slice(0, whole + 1), standing: "open" };
  let current: unknown = chart.values;
  for (const [depth, key] of keys.entries()) {
    if (isPlainObject(current) && Object.hasOwn(current, key)) current = current[key];
    else if (depth > 0 && isOpen(current)) return { known: keys.slice(0, depth), standing: "open" };
    else if (keys.slice(0, depth).some((above) => passedOn.test(above)))
      return { known: keys.slice(0, depth), standing: "open" };
    else if (isComment(chart.text, key)) return { known: keys.slice(0, depth + 1), standing: "open" };
    else if (schemaHas(chart.schema, keys.slice(0, depth + 1)))
      return { known: keys.slice(0, depth + 1), standing: "open" };
    else return { known: keys.slice(0, depth), standing: "missing" };
  }
  return { known: keys, standing: isOpen(current) ? "open" : "value" };
}

/** Every path to a leaf in values; lists are leaves. */
export function leafPaths(values: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (!isPlainObject(values) || Object.keys(values).length === 0) return path.length === 0 ? [] : [path];
  return Object.entries(values).flatMap(([key, inner]) => leafPaths(inner, [...path, key]));
}
