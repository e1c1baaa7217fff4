import { renameSync, writeFileSync } from "node:fs";
import type { Backend } from "./backend";

/** Writes a stack's kubeconfig to a file that only its owner can read. A file that is there is replaced as a whole. */
export async function writeKubeconfig(backend: Backend, name: string, file: string): Promise<void> {
  const text = await backend.run("stack", "output", "kubeconfig", "--show-secrets", "--stack", name);
  const part = `${file}.${process.pid}`;
  writeFileSync(part, text, { mode: 0o600, flag: "wx" });
  renameSync(part, file);
}
