import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

interface Place {
  readonly folder: string;
}

/** The locks in a test's backend. */
export function lockFiles({ folder }: Place): readonly string[] {
  return readdirSync(path.join(folder, "state"), { recursive: true, encoding: "utf8" })
    .filter((name) => /locks.*\.json$/.test(name))
    .map((name) => path.join(folder, "state", name));
}

/** Who took the one lock that there is. Source: pulumi, pkg/backend/diy/lock.go. */
export function readLock(place: Place): { readonly pid: number; readonly hostname: string } {
  const [file = ""] = lockFiles(place);
  return JSON.parse(readFileSync(file, "utf8")) as { pid: number; hostname: string };
}
