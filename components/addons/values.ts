import { isPlainObject } from "../config/secret";
import type { Values } from "./addon";

/** Lays chart values over others, key by key; lists and everything else replace. Null removes, as in Helm. */
export function mergeValues(under: Values, over: Readonly<Record<string, unknown>>): Values {
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isPlainObject(below) && isPlainObject(value) ? mergeValues(below, value) : value;
  }
  return merged;
}

/** True when a text stands anywhere in a tree of values. */
export function mentions(tree: unknown, text: string): boolean {
  if (Array.isArray(tree)) return tree.some((one) => mentions(one, text));
  return isPlainObject(tree) ? Object.values(tree).some((one) => mentions(one, text)) : tree === text;
}
