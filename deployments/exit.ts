/** What a command's exit status says. */
export const exitStatus = {
  done: 0,
  /** The run failed, or was not begun because of what the stack is. */
  failed: 1,
  /** The command or the stack's config has to be put right first. */
  usage: 2,
  /** Ctrl-C: 128 and the number of SIGINT. */
  stopped: 130,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];
