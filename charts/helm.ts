import { spawn } from "node:child_process";
import { homedir } from "node:os";
import * as path from "node:path";
import { helmVersion } from "../components/versions";
import { UsageError } from "../deployments/errors";
import { isFile } from "../deployments/files";

/** Runs helm and gives what it printed. */
export type Helm = (args: readonly string[], input?: string) => Promise<string>;

/** Where helm may be: `HELM`, then PATH, then where scripts/install-tools.sh puts it. */
function helmPlaces(environment: NodeJS.ProcessEnv): readonly string[] {
  const cache = environment.XDG_CACHE_HOME ?? path.join(environment.HOME ?? homedir(), ".cache");
  return [
    ...(environment.HELM === undefined ? [] : [environment.HELM]),
    ...(environment.PATH ?? "").split(path.delimiter).map((folder) => path.join(folder, "helm")),
    path.join(cache, "kubernetes-architect", "helm", helmVersion, "bin", "helm"),
  ];
}

/**
 * Finds helm's program.
 * @throws UsageError where there is none; it says how to install it
 */
export function findProgram(environment: NodeJS.ProcessEnv): string {
  const program = helmPlaces(environment).find(isFile);
  if (program === undefined)
    throw new UsageError(
      `helm is not on PATH and not in HELM; scripts/install-tools.sh helm installs version ${helmVersion}`,
    );
  return program;
}

/**
 * Finds helm, to be run.
 * @throws UsageError where there is none; it says how to install it
 */
export function findHelm(environment: NodeJS.ProcessEnv = process.env): Helm {
  const program = findProgram(environment);
  return (args, input) => run(program, args, input);
}

function run(program: string, args: readonly string[], input: string | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (part: Buffer) => out.push(part));
    child.stderr.on("data", (part: Buffer) => err.push(part));
    child.on("error", reject);
    // A helm that ends before it has read its values is told of by its status.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input ?? "");
    child.on("close", (status) => {
      if (status === 0) resolve(Buffer.concat(out).toString("utf8"));
      else reject(new Error(Buffer.concat(err).toString("utf8").trim() || `helm ended with status ${status}`));
    });
  });
}
