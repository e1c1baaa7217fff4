import type { Explained, ValueSource } from "../explain";
import { canonical } from "./order";
import type { Paint, Style } from "./style";
import { cut } from "./text";

const paints: Readonly<Record<ValueSource, (paint: Paint) => (text: string) => string>> = {
  config: ({ green }) => green,
  profile: ({ magenta }) => magenta,
  default: ({ dim }) => dim,
  pinned: ({ cyan }) => cyan,
  implied: ({ yellow }) => yellow,
  preset: ({ yellow }) => yellow,
};

const meanings: Readonly<Record<ValueSource, string>> = {
  config: "the stack's file says so",
  profile: "the profile says so",
  default: "nobody said otherwise: production's default",
  pinned: "the chart version in components/versions.ts",
  implied: "the cluster's config switches the add-on on",
  preset: "a preset switches the add-on on",
};

const prefix = "kubernetes-architect:";
const sourceColumn = 18;

/** A value on one line. */
export function explainedValue(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(explainedValue).join(", ");
  if (typeof value === "object" && value !== null && Object.keys(value).length === 0) return "none";
  return JSON.stringify(canonical(value));
}

/** Where a value comes from, with the line for one from the stack's file. */
export function explainedSource({ source, line }: Explained): string {
  return line === undefined ? source : `${source}, line ${line}`;
}

/** What each source means, of those that occur. */
export function sourceMeanings(rows: readonly Explained[]): readonly (readonly [ValueSource, string])[] {
  const found = new Set(rows.map(({ source }) => source));
  return (Object.keys(meanings) as ValueSource[]).filter((it) => found.has(it)).map((it) => [it, meanings[it]]);
}

/** A path without the namespace that every one of them starts with. */
export function shortPath({ path }: Explained): string {
  return path.startsWith(prefix) ? path.slice(prefix.length) : path;
}

/** Every value as a table for a terminal: path, value, source. */
export function renderExplained(rows: readonly Explained[], { width, paint }: Style): string {
  const longest = Math.max(0, ...rows.map((row) => shortPath(row).length));
  const pathColumn = Math.min(longest, Math.floor((width - sourceColumn) * 0.65));
  const valueColumn = width - pathColumn - sourceColumn - 4;
  const lines = rows.map((row) => {
    const path = cut(shortPath(row), pathColumn).padEnd(pathColumn);
    const value = cut(explainedValue(row.value), valueColumn).padEnd(valueColumn);
    return `${path}  ${value}  ${paints[row.source](paint)(explainedSource(row))}`;
  });
  const legend = sourceMeanings(rows).map(
    ([source, meaning]) => `${paints[source](paint)(source.padEnd(8))} ${paint.dim(meaning)}`,
  );
  const head = `${"Path".padEnd(pathColumn)}  ${"Value".padEnd(valueColumn)}  Source`;
  return [paint.bold("Where each value comes from"), "", paint.dim(head), ...lines, "", ...legend, ""].join("\n");
}
