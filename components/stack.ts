import { catalog } from "./addons/catalog";
import { type Config, parseConfig, type RawConfig } from "./config/parse";

/**
 * Parses a stack's config against the catalogue of add-ons.
 * @throws ConfigError with every problem found
 */
export function parseStack(raw: RawConfig): Config {
  return parseConfig(raw, catalog);
}
