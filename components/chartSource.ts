import { type ChartName, type ChartPin, charts } from "./versions";

/**
 * Where a chart comes from. An OCI chart is named by its whole address, one of an https repository by name and
 * repository, one of a local folder by its file, packed as `NAME-VERSION.tgz`. Source: @pulumi/kubernetes, helm/v3
 * ReleaseArgs.
 * @param mirror a repository or a folder that has all charts, instead of the chart's own repository
 */
export function chartSource(
  { repository: own, chart }: ChartPin,
  version: string,
  mirror: string | undefined,
): { chart: string; repositoryOpts?: { repo: string } } {
  const repository = (mirror ?? own).replace(/\/$/, "");
  if (repository.startsWith("https://")) return { chart, repositoryOpts: { repo: mirror ?? own } };
  if (repository.startsWith("oci://")) return { chart: `${repository}/${chart}` };
  return { chart: `${repository}/${chart}-${version}.tgz` };
}

/** A chart's name in its repository, from what a release's inputs say of it: see {@link chartSource}. */
export function chartNameIn(inputs: Readonly<Record<string, unknown>>): string {
  const last =
    String(inputs.chart ?? "")
      .split("/")
      .at(-1) ?? "";
  const packed = `-${inputs.version}.tgz`;
  return last.endsWith(packed) ? last.slice(0, -packed.length) : last;
}

/** The name in versions.ts of a release's chart, wherever it comes from; undefined for a chart of the user's own. */
export function pinNameOf(inputs: Readonly<Record<string, unknown>>): ChartName | undefined {
  const name = chartNameIn(inputs);
  const { chart, repositoryOpts } = inputs;
  const repository = (repositoryOpts as { readonly repo?: unknown } | undefined)?.repo;
  const named = Object.entries<ChartPin>(charts).filter(([, pin]) => pin.chart === name);
  const exact = named.find(([, pin]) => pin.repository === repository || `${pin.repository}/${pin.chart}` === chart);
  // A mirror has all charts in one place.
  return (exact ?? named[0])?.[0] as ChartName | undefined;
}
