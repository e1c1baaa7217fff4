import { catalog } from "../components/addons/catalog";
import { chartNameIn } from "../components/chartSource";
import { type Path, showPath } from "../components/config/errors";
import type { Config } from "../components/config/parse";
import { configSchema } from "../components/config/schema";
import { layOver, valueAt } from "../components/config/schemaWalk";
import { isPlainObject, redacted, Secret } from "../components/config/secret";
import { type ChartPin, charts } from "../components/versions";
import { originOf } from "./implied";
import type { Planned } from "./several";

/**
 * Where a value comes from: the stack's file, the profile, the schema's default (production's), a pinned version, or the
 * cluster's config or a preset, which switch add-ons on.
 */
export type ValueSource = "config" | "profile" | "default" | "pinned" | "implied" | "preset";

/** One value of a stack's config and where it comes from. */
export interface Explained {
  /** As a user writes it: `kubernetes-architect:cluster.version`. */
  readonly path: string;
  /** A secret is `[secret]`. */
  readonly value: unknown;
  readonly source: ValueSource;
  /** For `config`: the line in the stack's file. */
  readonly line?: number;
}

const explainedKeys = ["cluster", "presets", "addons", "gitops", "tags", "lifetime", "mirror", "policies"] as const;

const releaseType = "kubernetes:helm.sh/v3:Release";

/** Every value that a stack is planned with, in the order of their paths, and where each comes from. */
export function explain(stack: Planned): readonly Explained[] {
  const { config } = stack;
  const schema = configSchema(config.cluster.cloud, optionSchemas(config));
  const merged = layOver(schema, config.profiled, config.written);
  const values = explainedKeys.flatMap((key) => [...leaves(config[key], [key])]);
  const rows = values.map(({ path, value }) => ({ path: showPath(path), value, ...sourceOf(config, merged, path) }));
  const all = [...rows, ...implied(stack), ...pins(stack)];
  // An add-on may have one chart in several releases.
  return [...new Map(all.map((row) => [row.path, row])).values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

// Of the add-ons that are on: of the others nothing is explained.
function optionSchemas({ addons }: Config) {
  const on = Object.keys(addons).flatMap((name) => catalog[name] ?? []);
  return Object.fromEntries(on.map(({ name, options }) => [name, options]));
}

// A list of plain values is one value, as it is to who wrote it; so is a map or a list with nothing in it.
function* leaves(value: unknown, path: Path): Generator<{ readonly path: Path; readonly value: unknown }> {
  if (value === undefined) return;
  if (value instanceof Secret) yield { path, value: redacted };
  else if (Array.isArray(value) && value.some((it) => typeof it === "object"))
    for (const [index, inner] of value.entries()) yield* leaves(inner, [...path, index]);
  else if (isPlainObject(value) && Object.keys(value).length > 0)
    for (const [key, inner] of Object.entries(value)) yield* leaves(inner, [...path, key]);
  else yield { path, value };
}

/**
 * @param merged the profile's layer with what the user wrote over it: what is not in it is a default
 */
function sourceOf(config: Config, merged: unknown, path: Path): Pick<Explained, "source" | "line"> {
  if (valueAt(config.written, path) !== undefined) {
    const line = config.source.line?.(path);
    return { source: "config", ...(line === undefined ? {} : { line }) };
  }
  if (valueAt(merged, path) !== undefined) return { source: "profile" };
  return { source: isImplied(config, path) ? "implied" : "default" };
}

function isImplied(config: Config, [key, addon = "", ...rest]: Path): boolean {
  if (key !== "addons" || rest.length === 0 || originOf(config, String(addon)) !== "cluster") return false;
  return valueAt(catalog[addon]?.implied?.(config.cluster), rest) !== undefined;
}

/** That an add-on is on at all, for those that nobody wrote. */
function implied({ config }: Planned): readonly Explained[] {
  return Object.keys(config.addons).flatMap((name): Explained[] => {
    const origin = originOf(config, name);
    if (origin === undefined) return [];
    const path = showPath(["addons", name]);
    if (origin === "cluster") return [{ path, value: "on", source: "implied" }];
    return [{ path, value: `on, of ${origin.presets.join(" and ")}`, source: "preset" }];
  });
}

/** The charts' versions that nobody set: the pinned ones. */
function pins({ config, plan }: Planned): readonly Explained[] {
  const pinned: Readonly<Record<string, ChartPin>> = charts;
  const releases = plan.resources.filter(({ type }) => type === releaseType);
  return releases.flatMap(({ parent, inputs }) => {
    const addon = parent?.split("::").at(-1) ?? "";
    const chart = chartNameIn(inputs);
    const [mainChart] = catalog[addon]?.charts ?? [];
    const main = mainChart !== undefined && pinned[mainChart]?.chart === chart;
    if (main && config.addons[addon]?.version !== undefined) return [];
    const path = main ? `${showPath(["addons", addon])}.version` : `${showPath(["addons", addon])} chart ${chart}`;
    return [{ path, value: inputs.version, source: "pinned" as const }];
  });
}
