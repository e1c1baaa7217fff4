import { pinNameOf } from "../components/chartSource";
import { isPlainObject } from "../components/config/secret";

import type { PlannedResource } from "../planner/resource";
import containerData from "./chart-containers.json";
import { at, isSet } from "./read";
import type { Breach, Rule } from "./rule";

/** A container of a chart: where its resources stand, and the switches that must be on for it to exist. */
interface ChartContainer {
  readonly path: string;
  readonly default: unknown;
  readonly when: readonly { readonly path: string; readonly default: boolean; readonly off?: boolean }[];
}

const containers: Readonly<Record<string, readonly ChartContainer[]>> = containerData;

const wanted = ["requests.cpu", "requests.memory", "limits.cpu", "limits.memory"];

function containersOf({ inputs }: PlannedResource): readonly ChartContainer[] {
  const name = pinNameOf(inputs);
  return (name && containers[name]) ?? [];
}

function isOn(container: ChartContainer, values: unknown): boolean {
  return container.when.every(
    ({ path, default: usual, off = false }) => ((at(values, path) ?? usual) !== false) !== off,
  );
}

function missingIn(container: ChartContainer, values: unknown): readonly string[] {
  const given = at(values, container.path);
  return wanted.filter(
    (path) => !isSet(isPlainObject(given) && isSet(at(given, path)) ? at(given, path) : at(container.default, path)),
  );
}

export const containerResources: Rule = {
  id: "container-resources",
  summary: "Every container of a chart has requests and limits for processor and memory.",
  severity: "error",
  fix: "Set them under the add-on's values at the path given.",
  standards: ["CKV_K8S_10", "CKV_K8S_11", "CKV_K8S_12", "CKV_K8S_13", "KSV-0011", "KSV-0015", "KSV-0016", "KSV-0018"],
  profiles: ["production", "development", "ephemeral"],
  types: ["kubernetes:helm.sh/v3:Release"],
  check(release): readonly Breach[] {
    const { values } = release.inputs;
    return containersOf(release)
      .filter((container) => isOn(container, values))
      .map((container) => ({ path: container.path, missing: missingIn(container, values) }))
      .filter(({ missing }) => missing.length > 0)
      .map(({ path, missing }) => ({ message: `${path} lacks ${missing.join(", ")}` }));
  },
};
