import { isCiphertext, isPlainObject, looksSecret, redacted, Secret } from "./secret";

const longest = 80;

// What a token, a key or a hash looks like. Longer text is not repeated at all: a kubeconfig that somebody pasted into the
// wrong place would otherwise stand in a pipeline's log.
const tokenForm = /[0-9a-fA-F]{32,}|(?=[\w+/=-]*[a-z])(?=[\w+/=-]*[A-Z])(?=[\w+/=-]*\d)[\w+/=-]{30,}/;

/** Text in quotes; for one that is long, has several lines, is JSON or may be a credential only how long it is. */
export function printable(text: string): string {
  if (looksSecret(undefined, text)) return redacted;
  const mayHide = text.length > longest || /\n|^\s*[{[]/.test(text) || tokenForm.test(text);
  return mayHide ? `text of ${text.length} characters` : JSON.stringify(text);
}

/**
 * What a value is, in few words and with no secret in it.
 * @param name the key that it stands under
 */
export function shown(name: string | number | undefined, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (value === null) return "nothing";
  if (value instanceof Secret || isCiphertext(value) || looksSecret(name, value)) return redacted;
  if (typeof value === "string") return printable(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (isPlainObject(value)) return Object.keys(value).length === 0 ? "an empty map" : "a map";
  return String(value);
}
