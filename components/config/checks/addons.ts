import semver from "semver";
import { compatibilityOf } from "../../compatibility";
import { kubernetesVersions } from "../../versions";
import type { Cloud } from "../clusters/common";
import type { Problem } from "../errors";
import type { AddonConfigSpec, AddonConfigSpecs, Config } from "../parse";
import { nearestTo, oneOf } from "../problems";
import { isPlainObject } from "../secret";

/** Refuses add-ons that need one that is off, that cannot be on together, or that do not run on this Kubernetes. */
export function addonProblems(config: Config, addons: AddonConfigSpecs): Problem[] {
  const on = Object.keys(config.addons).filter((name) => config.addons[name] !== undefined);
  return on.flatMap((name) => {
    const addon = addons[name];
    if (addon === undefined) return [];
    const path = ["addons", name];
    const missing = addon.requires.filter((other) => !on.includes(other));
    const needs =
      missing.length === 0
        ? []
        : [
            {
              path,
              found: `${name} without ${oneOf(missing)}`,
              allowed: `${name} with ${missing.join(" and ")} on`,
              follows: [["addons"]],
            },
          ];
    // Each pair is reported once, at the later of the two.
    const against = on
      .slice(0, on.indexOf(name))
      .filter((other) => addon.conflicts.includes(other) || addons[other]?.conflicts.includes(name));
    const conflicts = against.map((other) => ({
      path,
      found: `${name} together with ${other}`,
      allowed: `either ${other} or ${name}`,
      follows: [],
    }));
    return [
      ...needs,
      ...conflicts,
      ...elsewhere(name, addon.clouds, config.cluster),
      ...unfit(name, addon, config),
      ...strayValues(config, name, addon.charts),
    ];
  });
}

/** Values of an add-on of several charts stand under each chart's name, so any other key would reach none of them. */
function strayValues(config: Config, name: string, charts: readonly string[]): Problem[] {
  const values = config.addons[name]?.values;
  if (charts.length < 2 || !isPlainObject(values)) return [];
  const stray = Object.keys(values).filter((key) => !charts.includes(key));
  return stray.map((key) => ({
    path: ["addons", name, "values", key],
    found: "an unknown key",
    allowed: `the name of a chart, with its values under it: ${oneOf(charts)}`,
    ...nearestTo(key, charts),
  }));
}

function elsewhere(name: string, clouds: readonly Cloud[], { cloud }: Config["cluster"]): Problem[] {
  if (clouds.includes(cloud)) return [];
  const path = ["addons", name];
  return [{ path, found: `${name} on ${cloud}`, allowed: `only on ${oneOf(clouds)}`, follows: [["cluster", "cloud"]] }];
}

function unfit(name: string, addon: AddonConfigSpec, { addons, cluster }: Config): Problem[] {
  const { cloud, version } = cluster;
  const chosen = addons[name]?.version;
  const chart = typeof chosen === "string" ? chosen : addon.chartVersion;
  const known = compatibilityOf(addon.compatibility, chart);
  // A version that the cloud does not offer is told by itself; of a chart that nothing is known of, nothing is said.
  if (known === undefined || !Object.hasOwn(kubernetesVersions[cloud], version)) return [];
  if (semver.satisfies(`${version}.0`, known.kubernetes)) return [];
  return [
    {
      path: ["addons", name],
      found: `${name} on Kubernetes ${version}`,
      allowed: `Kubernetes ${known.kubernetes} for version ${chart} of its chart`,
      follows: [["cluster", "version"]],
    },
  ];
}
