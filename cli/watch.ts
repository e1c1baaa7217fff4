import { watch } from "node:fs";

/** How long a folder must be quiet after a change: an editor writes a file in several steps. */
const quietMilliseconds = 150;

/**
 * Runs something now, and again after each change of a file in a folder, never twice at once.
 * @param concerns true for a file's name that matters
 * @returns when the process is told to end (Ctrl-C, SIGTERM)
 */
export async function watchFolder(
  folder: string,
  concerns: (file: string) => boolean,
  run: () => Promise<void>,
): Promise<void> {
  let running = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const again = () => {
    running = running.then(run);
  };
  const watcher = watch(folder, (_event, file) => {
    // Some systems do not say which file it was.
    if (file !== null && !concerns(file)) return;
    clearTimeout(timer);
    timer = setTimeout(again, quietMilliseconds);
  });
  again();
  await interrupted();
  watcher.close();
  clearTimeout(timer);
  await running;
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
