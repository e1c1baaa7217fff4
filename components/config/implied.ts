import { z } from "zod";
import type { AddonConfigSpecs, Config } from "./parse";
import { presetAddons } from "./presets";
import { layOver } from "./schemaWalk";
import { isPlainObject } from "./secret";

/** Takes out the add-ons that are written as `false`. A name that is none is left in, to be told as that. */
export function withoutOff(
  values: Readonly<Record<string, unknown>>,
  addons: AddonConfigSpecs,
): { readonly on: Readonly<Record<string, unknown>>; readonly switchedOff: readonly string[] } {
  const { addons: written } = values;
  if (!isPlainObject(written)) return { on: values, switchedOff: [] };
  const switchedOff = Object.keys(written).filter((name) => written[name] === false && Object.hasOwn(addons, name));
  const rest = Object.entries(written).filter(([name]) => !switchedOff.includes(name));
  const left = rest.map(([name, options]) => [name, options === false ? {} : options]);
  return { on: { ...values, addons: Object.fromEntries(left) }, switchedOff };
}

// The add-on that each autoscaler of an EKS cluster is.
const autoscalers = { karpenter: "karpenter", clusterAutoscaler: "cluster-autoscaler" } as const;

function impliedNames(cluster: Config["cluster"]): readonly string[] {
  if (cluster.cloud !== "eks" || cluster.autoscaler === undefined) return [];
  return Object.entries(autoscalers).flatMap(([kind, name]) => (kind === cluster.autoscaler ? [name] : []));
}

/** Adds the add-ons that the cluster's config and the presets imply and the user did not write. */
export function withImplied(config: Config, addons: AddonConfigSpecs): Pick<Config, "addons" | "ofPresets"> {
  const { profile } = config.cluster;
  const optionsOf = (name: string, found: Readonly<Record<string, unknown>>) => {
    const { options = z.strictObject({}), profiles = {} } = addons[name] ?? {};
    const relaxed = profile === "production" ? {} : (profiles[profile] ?? {});
    return [name, { values: {}, ...options.parse(layOver(options, relaxed, found)) }] as const;
  };
  const implied = impliedNames(config.cluster).flatMap((name) => {
    const off = config.addons[name] !== undefined || config.switchedOff.includes(name);
    const found = off ? undefined : addons[name]?.implied?.(config.cluster);
    return found === undefined ? [] : [optionsOf(name, found)];
  });
  const on = { ...config.addons, ...Object.fromEntries(implied) };
  const names = Object.keys(on).filter((name) => on[name] !== undefined);
  const ofPresets = presetAddons(config, names, addons);
  return {
    addons: { ...on, ...Object.fromEntries([...ofPresets.keys()].map((name) => optionsOf(name, {}))) },
    ofPresets,
  };
}

/** The ports on which the API server calls the add-ons that are on, in ascending order. */
export function portsOf(on: Config["addons"], addons: AddonConfigSpecs): readonly number[] {
  const ports = Object.entries(on).flatMap(([name, options]) =>
    options === undefined ? [] : (addons[name]?.portsOf?.(options) ?? addons[name]?.webhookPorts ?? []),
  );
  return [...new Set(ports)].sort((a, b) => a - b);
}
