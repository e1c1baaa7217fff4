import { awsDurations } from "./aws";
import { azureDurations } from "./azure";
import { type Duration, type Timed, timed } from "./duration";
import { gcpDurations } from "./gcp";
import { kubernetesDurations } from "./kubernetes";

export type { Duration, Timed } from "./duration";

/** Inputs of a resource, as far as they are known. */
type Inputs = Readonly<Record<string, unknown>>;

/** Every line of the tables. */
export const durations: Readonly<Record<string, Timed>> = {
  ...awsDurations,
  ...azureDurations,
  ...gcpDurations,
  ...kubernetesDurations,
};

// What has no line, by what its type starts with; the first that fits.
const others: readonly (readonly [start: string, duration: Timed])[] = [
  ["kubernetes:", timed(1, 1, 1, "one request to the API server")],
  ["azure-native:", timed(4, 4, 4, "one request to Azure Resource Manager, polled once")],
  ["gcp:", timed(3, 3, 3, "one request, and the resource is read once more")],
  ["aws:", timed(1, 1, 1, "one request, and the resource is read once more")],
];

// Components, providers and what clusters make by themselves.
const none = timed(0, 0, 0, "made by nobody's service");

/**
 * How long the clouds usually take for a resource. The figures are for somebody who waits, and for the simulated clouds:
 * a size, a region or a bad day changes them.
 * @param inputs what tells kinds of a type apart, such as a release's chart
 */
export function durationOf(type: string, inputs: Inputs = {}): Duration {
  // Azure's types may name a version of its API.
  const token = type.replace(/^(azure-native:\w+)\/v\w+:/, "$1:");
  const kind = kindOf(token, inputs);
  return (
    durations[`${token} ${kind}`] ?? durations[token] ?? others.find(([start]) => token.startsWith(start))?.[1] ?? none
  );
}

function kindOf(type: string, inputs: Inputs): string {
  if (type === "aws:eks/addon:Addon") return String(inputs.addonName);
  if (type !== "kubernetes:helm.sh/v3:Release") return "";
  // From a folder it is a packed chart, `NAME-VERSION.tgz`.
  const chart = (String(inputs.chart).split("/").at(-1) ?? "").replace(`-${inputs.version}.tgz`, "");
  const { "redis-ha": redis } = (inputs.values ?? {}) as { "redis-ha"?: { enabled?: unknown } };
  return chart === "argo-cd" && redis?.enabled === true ? "argo-cd-ha" : chart;
}
