import type { ChartPin } from "./versions";

/**
 * Where a chart comes from. An OCI chart is named by its whole address, one of an https repository by name and
 * repository, one of a local folder by its path. Source: @pulumi/kubernetes, helm/v3 ReleaseArgs.
 */
export function chartSource(
  pin: ChartPin,
  mirror: string | undefined,
): { chart: string; repositoryOpts?: { repo: string } } {
  const repository = mirror ?? pin.repository;
  if (!repository.startsWith("https://")) return { chart: `${repository.replace(/\/$/, "")}/${pin.chart}` };
  return { chart: pin.chart, repositoryOpts: { repo: repository } };
}
