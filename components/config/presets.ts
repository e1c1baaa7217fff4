import { z } from "zod";
import type { AddonConfigSpecs, Config } from "./parse";

/**
 * What people think in, and the add-ons that it stands for. Of alternatives, the first is taken unless another one is on
 * already. An add-on that is not for the cluster's cloud, that the cloud has something of its own for, or that was switched off is
 * left out.
 */
export const presets = {
  observability: ["prometheus", "loki", "tempo", "opentelemetry", "metrics-server"],
  delivery: [["argocd", "flux"], "argo-rollouts", "tekton"],
  security: ["cert-manager", "external-secrets", "gatekeeper", "trivy-operator"],
  "service-mesh": [["istio", "linkerd"], "gateway-api"],
  cost: ["prometheus", "opencost", "metrics-server", "vertical-pod-autoscaler"],
} as const satisfies Readonly<Record<string, readonly (string | readonly string[])[]>>;

export type Preset = keyof typeof presets;

export const presetNames = Object.keys(presets) as [Preset, ...Preset[]];

/** The schema of the key `presets`. */
export const presetList = z.array(z.enum(presetNames));

/** What of a config decides what presets stand for. */
type Chosen = Pick<Config, "presets" | "switchedOff" | "cluster">;

/**
 * The add-ons that presets switch on besides those that are on already, each with the presets that it is of.
 * @param on the names of the add-ons that are on
 */
export function presetAddons(
  { presets: chosen, switchedOff, cluster }: Chosen,
  on: readonly string[],
  addons: AddonConfigSpecs,
): ReadonlyMap<string, readonly Preset[]> {
  const found = new Map<string, readonly Preset[]>();
  for (const preset of chosen) {
    for (const member of presets[preset]) {
      const alternatives = typeof member === "string" ? [member] : member;
      const name = alternatives.find((it) => on.includes(it)) ?? alternatives[0];
      const addon = name === undefined ? undefined : addons[name];
      const fits = addon?.clouds.includes(cluster.cloud) === true && addon.builtIn?.(cluster) !== true;
      if (name !== undefined && fits && !on.includes(name) && !switchedOff.includes(name))
        found.set(name, [...(found.get(name) ?? []), preset]);
    }
  }
  return found;
}
