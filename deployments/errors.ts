/** What whoever runs a command has to put right before anything can be done. The command line exits with status 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The Pulumi CLI ended with an error. */
export class PulumiError extends Error {
  override readonly name = "PulumiError";

  constructor(
    readonly stdout: string,
    readonly stderr: string,
    /** Its exit status; null when a signal ended it. */
    readonly status: number | null,
  ) {
    super(stderr.trim() === "" ? stdout.trim() : stderr.trim());
  }

  /** Everything that it said. */
  get said(): string {
    return `${this.stderr}\n${this.stdout}`;
  }
}
