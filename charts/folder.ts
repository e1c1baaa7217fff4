import { existsSync, readdirSync } from "node:fs";
import * as path from "node:path";
import { type ChartName, type ChartPin, charts } from "../components/versions";
import { UsageError } from "../deployments/errors";

/** A release's chart as its inputs name it. */
export interface NamedChart {
  readonly chart: string;
  readonly repository: string | undefined;
  readonly version: string;
}

/** The name in versions.ts of a chart; undefined for a chart of the user's own. */
export function pinOf({ chart, repository }: NamedChart): ChartName | undefined {
  const last = chart.split("/").at(-1);
  const named = Object.entries<ChartPin>(charts).filter(([, pin]) => pin.chart === last);
  const exact = named.find(([, pin]) =>
    repository === undefined ? chart === `${pin.repository}/${pin.chart}` : pin.repository === repository,
  );
  // From a mirror, all charts have one repository.
  return (exact ?? named[0])?.[0] as ChartName | undefined;
}

/**
 * Finds a chart in a folder of charts: unpacked under its name in its repository or under our name for it, or packed as
 * `NAME-VERSION.tgz`, as `helm pull` leaves it.
 * @throws UsageError when it is not there, with the places where it was looked for
 */
export function findChart(folder: string, named: NamedChart): string {
  const name = named.chart.split("/").at(-1) ?? "";
  const own = pinOf(named);
  const unpacked = [...new Set([own ?? name, name])].map((it) => path.join(folder, it));
  const places = [...unpacked, path.join(folder, `${name}-${named.version}.tgz`)];
  const found = places.find((place) => existsSync(place.endsWith(".tgz") ? place : path.join(place, "Chart.yaml")));
  if (found !== undefined) return found;
  throw new UsageError(
    `chart ${name} ${named.version} is not in ${folder}: looked for ${places.map((place) => path.basename(place)).join(", ")}; architect charts pull gets it`,
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
