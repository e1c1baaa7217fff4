import type { Addon } from "./addon";

/** Every add-on. A new one is one file and one line here. */
const list: readonly Addon[] = [];

/** The catalogue by name, in alphabetical order. */
export const catalog: Readonly<Record<string, Addon>> = Object.fromEntries(
  [...list].sort((a, b) => (a.name < b.name ? -1 : 1)).map((addon) => [addon.name, addon]),
);
