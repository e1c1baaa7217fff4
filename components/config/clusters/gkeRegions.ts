// The letters of each region's zones. Source: Compute Engine, "Regions and zones".
const unusual: Readonly<Record<string, string>> = { "europe-west1": "bcd", "us-central1": "abcf", "us-east1": "bcd" };

const usual = [
  ...["africa-south1"],
  ...["asia-east1", "asia-east2", "asia-northeast1", "asia-northeast2", "asia-northeast3"],
  ...["asia-south1", "asia-south2", "asia-southeast1", "asia-southeast2"],
  ...["australia-southeast1", "australia-southeast2"],
  ...["europe-central2", "europe-north1", "europe-north2", "europe-southwest1", "europe-west2", "europe-west3"],
  ...["europe-west4", "europe-west6", "europe-west8", "europe-west9", "europe-west10", "europe-west12"],
  ...["me-central1", "me-central2", "me-west1"],
  ...["northamerica-northeast1", "northamerica-northeast2", "northamerica-south1"],
  ...["southamerica-east1", "southamerica-west1"],
  ...["us-east4", "us-east5", "us-south1", "us-west1", "us-west2", "us-west3", "us-west4"],
];

/** The zones of each region that is known here, such as `europe-west1` → `europe-west1-b`, `-c`, `-d`. */
export const gkeRegions: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [...usual.map((region) => [region, "abc"] as const), ...Object.entries(unusual)]
    .map(([region, letters]) => [region, [...letters].map((letter) => `${region}-${letter}`)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1)),
);

/** The parts of a cluster's config that decide where its nodes are. */
export interface Placement {
  readonly region: string;
  readonly zones?: readonly string[] | undefined;
  readonly location: "regional" | "zonal";
  readonly mode: "standard" | "autopilot";
}

const spread = 3;

/** True when the control plane is in one zone; Autopilot has regional clusters only. */
export function isZonal({ location, mode }: Placement): boolean {
  return location === "zonal" && mode === "standard";
}

/** The zones of a cluster's nodes: the ones written, or the region's first three; one for a zonal cluster. */
export function zonesOf(placement: Placement): readonly string[] {
  const zones = placement.zones ?? (gkeRegions[placement.region] ?? []).slice(0, spread);
  return isZonal(placement) ? zones.slice(0, 1) : zones;
}
