import { type Resources, resources } from "../parts/resources";

export const sizeNames = ["single", "small", "medium", "large"] as const;
export type Size = (typeof sizeNames)[number];

/** The parts of a Loki that runs as several, by the chart's names for them. */
export const partNames = [
  "distributor",
  "ingester",
  "querier",
  "queryFrontend",
  "queryScheduler",
  "indexGateway",
  "compactor",
] as const;
export type PartName = (typeof partNames)[number];

/** A part's `app.kubernetes.io/component`, and its service after `loki-`. */
export const componentOf: Readonly<Record<PartName, string>> = {
  distributor: "distributor",
  ingester: "ingester",
  querier: "querier",
  queryFrontend: "query-frontend",
  queryScheduler: "query-scheduler",
  indexGateway: "index-gateway",
  compactor: "compactor",
};

/** How many pods of a part, and what each gets. */
type Part = readonly [number, Resources];

interface Sizing {
  readonly parts: Readonly<Record<PartName, Part>>;
  /** What the caches hold, in MB: of logs that were read, and of answers. */
  readonly caches: { readonly chunks: number; readonly results: number };
}

/**
 * What Loki takes in at most: megabytes a second, twice as much for a moment, and streams at a time, which are about as
 * many as containers that run. Its own limits, 4 MB and 5,000 streams, are those of one tenant among many.
 */
export const intake: Readonly<Record<Size, { readonly rate: number; readonly streams: number }>> = {
  single: { rate: 8, streams: 10_000 },
  small: { rate: 16, streams: 20_000 },
  medium: { rate: 64, streams: 50_000 },
  large: { rate: 256, streams: 200_000 },
};

/** All of Loki in one pod. Source: Loki documentation, "Loki deployment modes": up to some 20 GB of logs a day. */
export const single: Resources = resources(["250m", "512Mi"], ["2", "2Gi"]);

/**
 * Loki as several parts. Every log line is kept by three ingesters until it is in the store, so there are never fewer;
 * there is one compactor only. The largest is the first tier of Loki documentation, "Size the cluster", which is for up
 * to 3 TB a day; the others are parts of it.
 */
export const sizes: Readonly<Record<Exclude<Size, "single">, Sizing>> = {
  small: {
    parts: {
      distributor: [2, resources(["100m", "256Mi"], ["1", "512Mi"])],
      ingester: [3, resources(["250m", "1Gi"], ["2", "3Gi"])],
      querier: [2, resources(["250m", "512Mi"], ["2", "2Gi"])],
      queryFrontend: [2, resources(["100m", "256Mi"], ["1", "1Gi"])],
      queryScheduler: [2, resources(["50m", "128Mi"], ["500m", "256Mi"])],
      indexGateway: [2, resources(["100m", "512Mi"], ["1", "1Gi"])],
      compactor: [1, resources(["100m", "512Mi"], ["1", "2Gi"])],
    },
    caches: { chunks: 1024, results: 512 },
  },
  medium: {
    parts: {
      distributor: [3, resources(["500m", "512Mi"], ["2", "1Gi"])],
      ingester: [3, resources(["1", "3Gi"], ["3", "6Gi"])],
      querier: [4, resources(["1", "1Gi"], ["4", "4Gi"])],
      queryFrontend: [2, resources(["500m", "1Gi"], ["2", "2Gi"])],
      queryScheduler: [2, resources(["250m", "256Mi"], ["1", "512Mi"])],
      indexGateway: [2, resources(["250m", "1Gi"], ["1", "2Gi"])],
      compactor: [1, resources(["500m", "2Gi"], ["2", "6Gi"])],
    },
    caches: { chunks: 4096, results: 1024 },
  },
  large: {
    parts: {
      distributor: [4, resources(["2", "512Mi"], ["4", "1Gi"])],
      ingester: [6, resources(["2", "4Gi"], ["4", "8Gi"])],
      querier: [10, resources(["1", "1Gi"], ["4", "4Gi"])],
      queryFrontend: [2, resources(["1", "2Gi"], ["2", "4Gi"])],
      queryScheduler: [2, resources(["1", "512Mi"], ["2", "1Gi"])],
      indexGateway: [4, resources(["500m", "2Gi"], ["2", "4Gi"])],
      compactor: [1, resources(["2", "10Gi"], ["4", "16Gi"])],
    },
    caches: { chunks: 8192, results: 2048 },
  },
};

/** What stays the same whatever the size. */
export const fixed = {
  cacheExporter: resources(["10m", "32Mi"], ["100m", "64Mi"]),
  collector: resources(["100m", "128Mi"], ["1", "512Mi"]),
} as const;

/** A cache's container: what it holds, and a fifth more for memcached itself, as the chart reckons. */
export function cacheResources(megabytes: number): Resources {
  const memory = `${Math.ceil(megabytes * 1.2)}Mi`;
  return resources(["100m", memory], ["1", memory]);
}
