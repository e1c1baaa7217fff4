import type { Config } from "../components/config/parse";

/** Why an add-on is on that nobody wrote: the cluster's config, or presets; undefined for one that somebody wrote. */
export function originOf(
  config: Config,
  addon: string,
): "cluster" | { readonly presets: readonly string[] } | undefined {
  const { addons } = config.written;
  const written = typeof addons === "object" && addons !== null && Object.hasOwn(addons, addon);
  if (config.addons[addon] === undefined || written) return undefined;
  const presets = config.ofPresets.get(addon);
  return presets === undefined ? "cluster" : { presets };
}

/** The same for a person; undefined for an add-on that somebody wrote. */
export function originText(config: Config, addon: string): string | undefined {
  const origin = originOf(config, addon);
  if (origin === undefined) return undefined;
  return origin === "cluster" ? "implied by the cluster" : `of preset ${origin.presets.join(" and ")}`;
}
