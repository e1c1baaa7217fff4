import { isPlainObject } from "../components/config/secret";

/** The value at a dotted path in inputs, or undefined. Names that have dots in them are not reached. */
export function at(value: unknown, dotted: string): unknown {
  return dotted.split(".").reduce((current: unknown, key) => {
    if (Array.isArray(current)) return current[Number(key)];
    return isPlainObject(current) && Object.hasOwn(current, key) ? current[key] : undefined;
  }, value);
}

/** True for text that is not empty, computed values among it. */
export function isSet(value: unknown): boolean {
  return typeof value === "string" ? value !== "" : value !== undefined && value !== null;
}

/** The texts of a list. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((it) => typeof it === "string") : [];
}
