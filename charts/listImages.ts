import { catalog } from "../components/addons/catalog";
import { mirrored } from "../components/addons/context";
import type { ChartName } from "../components/versions";
import { UsageError } from "../deployments/errors";
import { type Planned, planNamed } from "../planner/several";
import { chartFolder } from "./folder";
import { findHelm } from "./helm";
import { imagesIn } from "./images";
import known from "./known-images.json";
import { chartOf, eachRelease, releasesOf, renderRelease } from "./render";

/** The images of one chart. */
export interface ChartImages {
  readonly addon: string;
  readonly chart: string;
  readonly images: readonly string[];
}

const knownImages: Readonly<Record<string, { readonly images: readonly string[] }>> = known;

/** The options of `architect images`. */
export interface ListOptions {
  readonly folder?: string;
  readonly copy?: true;
  readonly json?: true;
}

/**
 * Lists images, one a line, or as JSON. Without a folder of charts: all that a chart may start with the options that the
 * project's own checks try, as known-images.json has them. With one: exactly those of the stacks.
 * @param names stacks; none: the whole catalogue
 */
export async function listImages(names: readonly string[], options: ListOptions): Promise<string> {
  const listed = names.length === 0 ? ofCatalog() : await ofStacks(names, options);
  if (options.json === true) return `${JSON.stringify(listed, null, 2)}\n`;
  return [...new Set(listed.flatMap(({ images }) => images))]
    .sort()
    .map((image) => `${image}\n`)
    .join("");
}

function ofCatalog(): readonly ChartImages[] {
  return Object.values(catalog).flatMap(({ name, charts }) =>
    charts.map((chart: ChartName) => ({ addon: name, chart, images: knownImages[chart]?.images ?? [] })),
  );
}

async function ofStacks(names: readonly string[], options: ListOptions): Promise<readonly ChartImages[]> {
  const planned = await planNamed(names);
  const { folder } = options;
  if (options.copy === true) return planned.flatMap(pairs);
  const found = folder === undefined ? planned.map(ofCharts) : await Promise.all(planned.map(rendered(folder)));
  return found.flat();
}

const addonOf = (parent: string | null) => parent?.split("::").at(-1) ?? "";

function ofCharts({ config, plan }: Planned): readonly ChartImages[] {
  return releasesOf(plan).map((release) => {
    const chart = chartOf(release).pin ?? chartOf(release).name;
    const images = (knownImages[chart]?.images ?? []).map((image) => mirrored(image, config.mirror.images));
    return { addon: addonOf(release.parent), chart, images };
  });
}

// What a mirror has to be filled with: each image, and what the stack calls it.
function pairs({ config, plan }: Planned): readonly ChartImages[] {
  const mirror = config.mirror.images;
  if (mirror === undefined)
    throw new UsageError(
      `stack ${config.stack} has no mirror: set kubernetes-architect:mirror.images, or leave out --copy`,
    );
  return releasesOf(plan).map((release) => {
    const chart = chartOf(release).pin ?? chartOf(release).name;
    const images = (knownImages[chart]?.images ?? []).map((image) => `${image} ${mirrored(image, mirror)}`);
    return { addon: addonOf(release.parent), chart, images };
  });
}

function rendered(folder: string): (planned: Planned) => Promise<readonly ChartImages[]> {
  const helm = findHelm();
  const charts = chartFolder(folder);
  return ({ plan }) =>
    eachRelease(plan, async (release) => ({
      addon: addonOf(release.parent),
      chart: chartOf(release).pin ?? chartOf(release).name,
      images: imagesIn(await renderRelease(helm, charts, release, plan)),
    }));
}
