import type { Config } from "../config/parse";
import type { Addon } from "./addon";
import { catalog } from "./catalog";
import { customAddons } from "./custom";

/** An add-on that is on, with its options. */
export interface EnabledAddon {
  readonly addon: Addon;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Every add-on of a config that is installed: those of the catalogue that are on, and each release of the user's. */
export function enabledAddons(config: Config): readonly EnabledAddon[] {
  const known = Object.entries(config.addons).flatMap(([name, options]) => {
    const addon = catalog[name];
    return addon === undefined || options === undefined || addon.charts.length === 0 ? [] : [{ addon, options }];
  });
  return [...known, ...customAddons(config)];
}
