import type { Config } from "../components/config/parse";

/** True for an add-on that is on because of the cluster's config and not because somebody wrote it. */
export function isImplied(config: Config, addon: string): boolean {
  const { addons } = config.written;
  const written = typeof addons === "object" && addons !== null && Object.hasOwn(addons, addon);
  return config.addons[addon] !== undefined && !written;
}
