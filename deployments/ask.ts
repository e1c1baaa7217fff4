import { createInterface } from "node:readline/promises";

/** The user ended a question with Ctrl-C. */
export class Declined extends Error {
  override readonly name = "Declined";
}

/** True where somebody can answer. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/**
 * Asks a question in the terminal, on standard error.
 * @throws Declined at Ctrl-C
 */
export async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const declined = new AbortController();
  lines.on("SIGINT", () => declined.abort());
  lines.on("close", () => declined.abort());
  try {
    return (await lines.question(question, { signal: declined.signal })).trim();
  } catch (cause) {
    process.stderr.write("\n");
    throw new Declined("ended by Ctrl-C", { cause });
  } finally {
    lines.close();
  }
}

/** Asks for yes or no; anything but `y` or `yes` is no. */
export async function agreed(question: string): Promise<boolean> {
  return /^y(es)?$/i.test(await ask(`${question} [y/N] `));
}
