import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import * as path from "node:path";
import { UsageError } from "../deployments/errors";
import { findHelm, type Helm } from "./helm";
import { chartsOf, type ListedChart, pinnedCharts } from "./list";

/** The file that holds the digests of charts, beside them. */
export const lockFile = "charts.lock.json";

/** The SHA-256 digest of each chart as it came, by `NAME VERSION`. */
export type Lock = Readonly<Record<string, string>>;

/** Reads a folder's digests; none where nothing was pulled before. */
export function readLock(folder: string): Lock {
  const file = path.join(folder, lockFile);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Lock) : {};
}

/**
 * Pulls charts into a folder, each as `NAME-VERSION.tgz`, and holds each to the digest that it had the first time.
 * Nothing of a chart stands in the folder before all of it is there and its digest is right.
 * @throws UsageError when a chart is not what it was; Error with what helm says
 */
export async function pullCharts(
  stacks: readonly string[],
  options: { readonly to: string; readonly from?: string; readonly relock?: true },
  say: (line: string) => void,
  helm: Helm = findHelm(),
): Promise<void> {
  const listed = stacks.length > 0 ? await chartsOf(stacks) : pinnedCharts();
  mkdirSync(options.to, { recursive: true });
  for (const chart of unique(listed)) {
    const digest = await pullChart(helm, chart, options);
    say(`${chart.chart} ${chart.version}: ${digest}`);
  }
}

// Some charts are of several add-ons.
function unique(listed: readonly ListedChart[]): readonly ListedChart[] {
  return [...new Map(listed.map((chart) => [keyOf(chart), chart])).values()];
}

const keyOf = ({ chart, version }: ListedChart) => `${chart} ${version}`;

async function pullChart(
  helm: Helm,
  chart: ListedChart,
  { to, from, relock }: { readonly to: string; readonly from?: string; readonly relock?: true },
): Promise<string> {
  const part = mkdtempSync(path.join(to, ".part-"));
  try {
    await helm(["pull", ...sourceOf(chart, from), "--version", chart.version, "--destination", part]);
    const [file = ""] = readdirSync(part);
    const digest = `sha256:${createHash("sha256")
      .update(readFileSync(path.join(part, file)))
      .digest("hex")}`;
    const lock = readLock(to);
    const before = lock[keyOf(chart)];
    if (before !== undefined && before !== digest && relock !== true)
      throw new UsageError(
        `${keyOf(chart)}: its digest is ${digest}; allowed: ${before}, as ${path.join(to, lockFile)} says; a published version should never change: find out why, then pull with --relock`,
      );
    renameSync(path.join(part, file), path.join(to, `${chart.chart}-${chart.version}.tgz`));
    const next = Object.entries({ ...lock, [keyOf(chart)]: digest }).sort(([a], [b]) => (a < b ? -1 : 1));
    writeFileSync(path.join(to, lockFile), `${JSON.stringify(Object.fromEntries(next), null, 2)}\n`);
    return digest;
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}

/** How `helm pull` is told where a chart is: an OCI chart by its address, any other by its repository. */
export function sourceOf({ chart, repository }: ListedChart, mirror: string | undefined): readonly string[] {
  const place = (mirror ?? repository).replace(/\/$/, "");
  return place.startsWith("oci://") ? [`${place}/${chart}`] : [chart, "--repo", place];
}
