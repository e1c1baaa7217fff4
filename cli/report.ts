import { ConfigError } from "../components/config/errors";

/** What the command line's exit status says. */
export const exitStatus = {
  /** Planned, or valid. */
  done: 0,
  /** Planned, with a finding of severity error. */
  findings: 1,
  /** Bad config or usage, or a stack that cannot be planned. */
  usage: 2,
} as const;

/**
 * Writes what went wrong to standard error, without a stack trace, and sets the exit status. With ARCHITECT_TRACE set,
 * an error that is no mistake in a config shows its trace.
 */
export function report(error: unknown): void {
  process.stderr.write(`${textOf(error)}\n`);
  process.exitCode = exitStatus.usage;
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return `error: ${String(error)}`;
  if (error instanceof ConfigError) return error.message;
  if (process.env.ARCHITECT_TRACE === undefined) return `error: ${error.message}`;
  const { stack, cause } = error;
  return [stack, cause instanceof Error ? cause.stack : undefined]
    .filter((it) => it !== undefined)
    .join("\ncaused by ");
}

/** Lets a reader such as `head` close the pipe early: it has seen enough, and that is no error. */
export function tolerateClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
}
