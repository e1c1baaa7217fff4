import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { findHelm } from "../charts/helm";
import { imagesIn } from "../charts/images";
import { chartOf, eachRelease, renderRelease } from "../charts/render";
import { charts, envoyProxyImage } from "../components/versions";
import type { Plan } from "../planner/plan";
import type { PlannedResource } from "../planner/resource";
import { exampleStacks, planExample } from "../test/support/charts";
import { planOf } from "../test/support/plan";
import { variants } from "../test/support/variants";

// Writes the images of each chart as data: of all example stacks and all variants of options, rendered by helm. Run
// after a change of a chart's version:
//   node --require ./loader.cjs scripts/chartImages.ts FOLDER
// FOLDER holds the charts, as `architect charts pull` leaves them.

// Images whose names a program puts together only when it starts something. Source: istiod's values.yaml
// (global.proxy.image, global.hub) and its injection template; the object EnvoyProxy of each gateway.
const madeUp: Readonly<Record<string, (version: string) => readonly string[]>> = {
  "envoy-gateway": () => [`docker.io/envoyproxy/envoy:${envoyProxyImage}`],
  istiod: (version) => [`docker.io/istio/proxyv2:${version}-distroless`],
};

async function main(folder: string): Promise<void> {
  const helm = findHelm();
  const found = new Map<string, Set<string>>();
  const plans: Plan[] = [];
  for (const stack of exampleStacks()) plans.push(await planExample(stack));
  for (const variant of Object.values(variants)) plans.push(await planOf({ ...variant, mirror: {} }));
  for (const plan of plans)
    await eachRelease(plan, async (release) => note(found, release, await renderRelease(helm, folder, release, plan)));
  const data = Object.keys(charts).map((name) => {
    const { version } = charts[name as keyof typeof charts];
    return [
      name,
      { version, images: [...(found.get(name) ?? []), ...(madeUp[name]?.(version) ?? [])].sort() },
    ] as const;
  });
  const file = path.join(__dirname, "../charts/known-images.json");
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(data.sort(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`);
}

// A release in another version than the pinned one is a variant of its own.
function note(found: Map<string, Set<string>>, release: PlannedResource, objects: readonly PlannedResource[]): void {
  const named = chartOf(release);
  const name = named.pin;
  if (name === undefined || charts[name].version !== named.version) return;
  const images = found.get(name) ?? new Set();
  for (const image of imagesIn(objects)) images.add(image);
  found.set(name, images);
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("name the folder of charts");
main(folder).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
