import { distance } from "fastest-levenshtein";

const shortest = 3;

// Two letters the wrong way round are one slip of the fingers, though two changes.
function slips(a: string, b: string): number {
  const letters = (text: string) => [...text].sort().join("");
  return letters(a) === letters(b) ? Math.min(1, distance(a, b)) : distance(a, b);
}

function allowance({ length }: string): number {
  if (length <= shortest) return 1;
  return Math.max(2, Math.floor(length / 3));
}

/** The known name nearest to a misspelt one, if one is near: its start, a few slips, or a known name and more. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const written = name.toLowerCase();
  const begun = known.filter((candidate) => written.length >= shortest && candidate.toLowerCase().startsWith(written));
  const ranked = known
    .map((candidate) => ({ candidate, away: slips(written, candidate.toLowerCase()) }))
    .filter(({ candidate, away }) => away <= allowance(name) && away < candidate.length)
    .sort((a, b) => a.away - b.away || (a.candidate < b.candidate ? -1 : 1));
  return begun.sort(byLength)[0] ?? ranked[0]?.candidate ?? longestWithin(written, known);
}

// `minSize` is meant for `min`, and `kubernetesVersion` for `version`.
function longestWithin(written: string, known: readonly string[]): string | undefined {
  const within = known.filter((candidate) => {
    const text = candidate.toLowerCase();
    return text.length >= shortest && (written.startsWith(text) || written.endsWith(text));
  });
  return within.sort(byLength).at(-1);
}

function byLength(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}

/** A list as a person says it: `a, b or c`. */
export function oneOf(names: readonly string[]): string {
  if (names.length === 0) return "nothing";
  if (names.length === 1) return String(names[0]);
  return `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
