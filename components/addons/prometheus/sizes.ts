import { type Resources, resources } from "../parts/resources";

export const sizeNames = ["small", "medium", "large"] as const;
export type Size = (typeof sizeNames)[number];

interface Sizing {
  readonly prometheus: Resources;
  readonly kubeStateMetrics: Resources;
  /** The default size of each Prometheus replica's volume. */
  readonly storage: string;
}

/**
 * What grows with the cluster. About 10, 50 and 200 nodes of 30 pods each: a node brings some 5,000 series, a series
 * some 4 KiB of memory in the head block, and a sample 1 to 2 bytes on disk (Prometheus documentation, "Storage").
 */
export const sizes: Readonly<Record<Size, Sizing>> = {
  small: {
    prometheus: resources(["200m", "768Mi"], ["1", "2Gi"]),
    kubeStateMetrics: resources(["20m", "64Mi"], ["200m", "256Mi"]),
    storage: "20Gi",
  },
  medium: {
    prometheus: resources(["500m", "2Gi"], ["2", "4Gi"]),
    kubeStateMetrics: resources(["50m", "128Mi"], ["500m", "512Mi"]),
    storage: "100Gi",
  },
  large: {
    prometheus: resources(["2", "8Gi"], ["6", "16Gi"]),
    kubeStateMetrics: resources(["200m", "512Mi"], ["1", "1Gi"]),
    storage: "500Gi",
  },
};

/** What stays the same whatever the cluster's size. */
export const fixed = {
  operator: resources(["50m", "128Mi"], ["500m", "256Mi"]),
  configReloader: resources(["10m", "32Mi"], ["100m", "64Mi"]),
  alertmanager: resources(["50m", "64Mi"], ["200m", "256Mi"]),
  grafana: resources(["100m", "256Mi"], ["1", "768Mi"]),
  grafanaSidecar: resources(["20m", "128Mi"], ["200m", "256Mi"]),
  nodeExporter: resources(["50m", "32Mi"], ["250m", "128Mi"]),
  /** Jobs and init containers that run for seconds. */
  job: resources(["10m", "64Mi"], ["500m", "256Mi"]),
} as const;
