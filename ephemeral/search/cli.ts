import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

/**
 * Runs a cloud's own command line tool and reads its JSON. It has the user's credentials already, whatever kind they are.
 * @throws Error where the tool is not on PATH, or ends with an error
 */
export async function cloudJson(tool: string, args: readonly string[]): Promise<unknown> {
  try {
    const { stdout } = await execute(tool, args, { maxBuffer: 256 * 1024 * 1024 });
    return JSON.parse(stdout === "" ? "null" : stdout);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      throw new Error(`${tool} is not on PATH, so that cloud cannot be searched`);
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
    throw new Error(said === "" ? `${tool} failed: ${String(error)}` : said);
  }
}
