import { readFileSync } from "node:fs";
import * as path from "node:path";
import { z } from "zod";
import { isAlive } from "../deployments/lock";
import { namesIn, removed, stateFolder } from "./fileBackend";

// What the CLI writes into a lock's file. Source: pulumi, pkg/backend/diy/lock.go.
const lockContent = z.object({ pid: z.int(), hostname: z.string() });

function read(file: string): z.output<typeof lockContent> | undefined {
  try {
    return lockContent.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
  } catch {
    return undefined;
  }
}

/**
 * Takes away the locks that processes of this machine left when they were killed. `pulumi cancel` takes away all locks of
 * a stack, also one that somebody else has just taken; this takes away exactly the file that was read, which only one
 * caller can do.
 * @param url the backend's address
 * @param host this machine's name, as the locks have it
 * @returns how many this caller took away
 */
export function freeDeadLocks(url: string, project: string, stack: string, host: string): number {
  const folder = stateFolder(url);
  if (folder === undefined) return 0;
  const locks = path.join(folder, "locks/organization", project, stack);
  const dead = namesIn(locks)
    .filter((name) => name.endsWith(".json"))
    .map((name) => path.join(locks, name))
    .filter((file) => {
      const lock = read(file);
      return lock !== undefined && lock.hostname === host && !isAlive(lock.pid);
    });
  return dead.filter((file) => {
    removed(`${file}.attrs`);
    return removed(file);
  }).length;
}
