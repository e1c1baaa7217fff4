import assert from "node:assert/strict";
import { once } from "node:events";
import { existingStack, inProject, startArchitect, writeStack } from "./run";

/** A running command whose output can be waited for. */
function follow(child: ReturnType<typeof startArchitect>) {
  let text = "";
  const listeners = new Set<() => void>();
  const add = (chunk: Buffer) => {
    text += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on("data", add);
  child.stderr.on("data", add);
  return {
    /** Waits until the pattern is in what came after the last one waited for. */
    async until(pattern: RegExp): Promise<void> {
      while (!pattern.test(text)) await new Promise<void>((resolve) => listeners.add(resolve));
      text = text.slice((pattern.exec(text)?.index ?? 0) + 1);
    },
  };
}

describe("architect plan --watch", () => {
  it("plans again on a change, lives through a mistake, and ends cleanly when interrupted", () =>
    inProject({ one: existingStack("1.34") }, async (cwd) => {
      const child = startArchitect(["plan", "one", "--watch"], { cwd });
      const ended = once(child, "exit");
      try {
        const output = follow(child);
        await output.until(/Kubernetes 1\.34/);
        await output.until(/watching stacks\//);
        writeStack(cwd, "one", existingStack("1.35"));
        await output.until(/Kubernetes 1\.35/);
        await output.until(/watching stacks\//);
        writeStack(cwd, "one", existingStack().replace("existing", "exsting"));
        await output.until(/found "exsting".*did you mean existing\?/);
        await output.until(/watching stacks\//);
        writeStack(cwd, "one", existingStack("1.34"));
        await output.until(/Kubernetes 1\.34/);
        await output.until(/watching stacks\//);
        child.kill("SIGINT");
        assert.deepEqual(await ended, [0, null]);
      } finally {
        child.kill("SIGKILL");
      }
    }));
});
