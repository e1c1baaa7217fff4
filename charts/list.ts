import { catalog } from "../components/addons/catalog";
import { type ChartName, type ChartPin, charts } from "../components/versions";
import { inColumns } from "../planner/render/table/columns";
import { planNamed } from "../planner/several";
import { chartOf, releasesOf } from "./render";

/** A chart that is installed: in which version, and where it comes from. */
export interface ListedChart {
  readonly addon: string;
  readonly chart: string;
  readonly version: string;
  readonly repository: string;
}

/** Every chart that is pinned, with the add-on that it belongs to. */
export function pinnedCharts(): readonly ListedChart[] {
  return Object.values(catalog).flatMap((addon) =>
    addon.charts.map((name: ChartName) => {
      const { chart, version, repository }: ChartPin = charts[name];
      return { addon: addon.name, chart, version, repository };
    }),
  );
}

/**
 * The charts that stacks install, each once, from where their config says.
 * @throws ConfigError when a stack's config is wrong
 */
export async function chartsOf(stacks: readonly string[]): Promise<readonly ListedChart[]> {
  const planned = await planNamed(stacks);
  const found = new Map<string, ListedChart>();
  for (const release of planned.flatMap(({ plan }) => releasesOf(plan))) {
    const { name, version } = chartOf(release);
    const { repositoryOpts, chart } = release.inputs as { repositoryOpts?: { repo: string }; chart: string };
    const addon = release.parent?.split("::").at(-1) ?? "";
    const from = repositoryOpts?.repo ?? chart.slice(0, chart.lastIndexOf("/"));
    found.set(`${name} ${version} ${from}`, { addon, chart: name, version, repository: from });
  }
  return [...found.values()];
}

/** The list of charts, as a table or as JSON. */
export async function listCharts(stacks: readonly string[], json: boolean): Promise<string> {
  const listed = stacks.length > 0 ? await chartsOf(stacks) : pinnedCharts();
  if (json) return `${JSON.stringify(listed, null, 2)}\n`;
  const rows = listed.map(({ addon, chart, version, repository }) => [addon, chart, version, repository]);
  return inColumns([["add-on", "chart", "version", "repository"], ...rows]);
}
