import { existsSync, readdirSync } from "node:fs";
import * as path from "node:path";
import type { ChartName } from "../components/versions";
import { UsageError } from "../deployments/errors";

/** A chart by its name in its repository. */
export interface NamedChart {
  readonly name: string;
  readonly version: string;
  /** Its name in versions.ts; undefined for a chart of the user's own. */
  readonly pin: ChartName | undefined;
}

/**
 * Finds a chart in a folder of charts: unpacked under its name in its repository or under our name for it, or packed as
 * `NAME-VERSION.tgz`, as `helm pull` leaves it.
 * @throws UsageError when it is not there, with the places where it was looked for
 */
export function findChart(folder: string, named: NamedChart): string {
  const { name, version, pin } = named;
  const unpacked = [...new Set([pin ?? name, name])].map((it) => path.join(folder, it));
  const places = [...unpacked, path.join(folder, `${name}-${version}.tgz`)];
  const found = places.find((place) => existsSync(place.endsWith(".tgz") ? place : path.join(place, "Chart.yaml")));
  if (found !== undefined) return found;
  throw new UsageError(
    `chart ${name} ${version} is not in ${folder}: looked for ${places.map((place) => path.basename(place)).join(", ")}; architect charts pull gets it`,
  );
}

/**
 * A folder of charts that somebody named.
 * @throws UsageError when there is no such folder
 */
export function chartFolder(folder: string): string {
  if (!existsSync(folder)) throw new UsageError(`there is no folder ${folder}; architect charts pull makes it`);
  readdirSync(folder);
  return path.resolve(folder);
}
