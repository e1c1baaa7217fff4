import { readdirSync } from "node:fs";
import { homedir } from "node:os";
import * as path from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { compare, valid } from "semver";
import { UsageError } from "./errors";
import { isFile } from "./files";

const program = process.platform === "win32" ? "pulumi.exe" : "pulumi";

/**
 * Folders with `bin/pulumi` in them, the one to prefer first: PULUMI_ROOT, then what is on PATH, then what
 * scripts/install-tools.sh or the Automation API put under ~/.pulumi, the newest version first.
 */
export function pulumiFolders(environment: NodeJS.ProcessEnv): readonly string[] {
  const { PULUMI_ROOT: root, PATH: searched = "" } = environment;
  const home = environment.PULUMI_HOME ?? path.join(environment.HOME ?? homedir(), ".pulumi");
  const onPath = searched
    .split(path.delimiter)
    .filter((folder) => path.basename(folder) === "bin" && isFile(path.join(folder, program)));
  const named = root === undefined || root === "" ? [] : [root];
  return [...named, ...onPath.map((folder) => path.dirname(folder)), ...versionsIn(path.join(home, "versions")), home];
}

function versionsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => valid(name) !== null)
      .sort((a, b) => compare(b, a))
      .map((name) => path.join(folder, name));
  } catch {
    return [];
  }
}

function onPath(environment: NodeJS.ProcessEnv): boolean {
  return (environment.PATH ?? "").split(path.delimiter).some((folder) => isFile(path.join(folder, program)));
}

/**
 * Finds the Pulumi CLI.
 * @throws UsageError where there is none, or only one that is too old; it says how to install it
 */
export async function findPulumi(environment: NodeJS.ProcessEnv): Promise<PulumiCommand> {
  const [root] = pulumiFolders(environment).filter((folder) => isFile(path.join(folder, "bin", program)));
  if (root === undefined && !onPath(environment))
    throw new UsageError(
      "the Pulumi CLI is not on PATH, not in ~/.pulumi/versions and not in PULUMI_ROOT; scripts/install-tools.sh installs the version that this project is made for",
    );
  try {
    return await PulumiCommand.get(root === undefined ? {} : { root });
  } catch (error) {
    const said = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    const place = root === undefined ? "on PATH" : path.join(root, "bin", program);
    throw new UsageError(`the Pulumi CLI ${place} cannot be used: ${said}; scripts/install-tools.sh installs another`);
  }
}
