/** The first `architect` command that a message tells to run, as words; undefined where it tells of none. */
export function told(text: string): readonly string[] | undefined {
  const commands = [...text.matchAll(/npm run architect -- ((?:'[^']*'|[^\s'`;,]+)(?: (?:'[^']*'|[^\s'`;,]+))*)/g)];
  // What is told to run next stands on the last line that tells of a command.
  const next = text.split("\n").findLast((line) => line.startsWith("Next: "));
  const found = next === undefined ? commands.at(-1)?.[1] : /npm run architect -- (.*)$/.exec(next)?.[1];
  if (found === undefined) return undefined;
  const words = [...found.matchAll(/'([^']*)'|([^\s'`;,]+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
  return untilProse(words);
}

// A sentence may go on after the command.
function untilProse(words: readonly string[]): readonly string[] {
  const [operation = "", stack = "", ...rest] = words;
  const options: string[] = [];
  for (const word of rest) {
    const before = options.at(-1);
    const isValue = before === "--import" || before === "--confirm";
    if (!word.startsWith("--") && !isValue) break;
    options.push(word);
  }
  return [operation, stack, ...options];
}
