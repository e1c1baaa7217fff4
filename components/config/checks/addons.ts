import semver from "semver";
import type { Problem } from "../errors";
import type { AddonConfigSpecs, Config } from "../parse";
import { oneOf } from "../problems";

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
        : [{ path, found: `${name} without ${oneOf(missing)}`, allowed: `${name} with ${missing.join(" and ")} on` }];
    // Each pair is reported once, at the later of the two.
    const against = on
      .slice(0, on.indexOf(name))
      .filter((other) => addon.conflicts.includes(other) || addons[other]?.conflicts.includes(name));
    const conflicts = against.map((other) => ({
      path,
      found: `${name} together with ${other}`,
      allowed: `either ${other} or ${name}`,
    }));
    return [...needs, ...conflicts, ...unfit(name, addon.kubernetes, config.cluster.version)];
  });
}

function unfit(name: string, range: string, version: string): Problem[] {
  if (semver.satisfies(`${version}.0`, range)) return [];
  return [
    {
      path: ["addons", name],
      found: `${name} on Kubernetes ${version}`,
      allowed: `Kubernetes ${range} for the pinned chart`,
    },
  ];
}
