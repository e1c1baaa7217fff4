import { type Resources, resources } from "../parts/resources";
import type { ArgocdOptions } from "./options";

/** What grows with the number of applications. */
export interface Sizing {
  readonly controller: Resources;
  readonly repoServer: Resources;
  readonly server: Resources;
  readonly applicationSet: Resources;
  readonly redis: Resources;
  /** Shards of the controller where highly available. */
  readonly shards: number;
  readonly statusProcessors: number;
  readonly operationProcessors: number;
  /** Manifests that one repository server makes at once: each may take a helm or kustomize process. */
  readonly parallelism: number;
}

/**
 * By size. Processors are Argo CD's defaults at medium (20 and 10) and those that its "High Availability" guide gives
 * for a thousand applications at large (50 and 25).
 */
export const sizing: Readonly<Record<ArgocdOptions["size"], Sizing>> = {
  small: {
    controller: resources(["100m", "384Mi"], ["1", "1Gi"]),
    repoServer: resources(["50m", "192Mi"], ["1", "768Mi"]),
    server: resources(["25m", "96Mi"], ["500m", "256Mi"]),
    applicationSet: resources(["25m", "64Mi"], ["250m", "192Mi"]),
    redis: resources(["25m", "48Mi"], ["250m", "192Mi"]),
    shards: 2,
    statusProcessors: 10,
    operationProcessors: 5,
    parallelism: 5,
  },
  medium: {
    controller: resources(["250m", "768Mi"], ["2", "2Gi"]),
    repoServer: resources(["100m", "384Mi"], ["1", "1536Mi"]),
    server: resources(["50m", "128Mi"], ["500m", "512Mi"]),
    applicationSet: resources(["50m", "96Mi"], ["500m", "384Mi"]),
    redis: resources(["50m", "96Mi"], ["500m", "384Mi"]),
    shards: 2,
    statusProcessors: 20,
    operationProcessors: 10,
    parallelism: 10,
  },
  large: {
    controller: resources(["1", "2Gi"], ["4", "6Gi"]),
    repoServer: resources(["500m", "1Gi"], ["2", "4Gi"]),
    server: resources(["100m", "256Mi"], ["1", "1Gi"]),
    applicationSet: resources(["100m", "192Mi"], ["1", "768Mi"]),
    redis: resources(["100m", "256Mi"], ["1", "1Gi"]),
    shards: 4,
    statusProcessors: 50,
    operationProcessors: 25,
    parallelism: 20,
  },
};

/** What does not grow with the number of applications. */
export const fixed = {
  copyutil: resources(["10m", "32Mi"], ["250m", "128Mi"]),
  notifications: resources(["25m", "64Mi"], ["250m", "256Mi"]),
  dex: resources(["10m", "64Mi"], ["250m", "128Mi"]),
  secretInit: resources(["10m", "64Mi"], ["250m", "192Mi"]),
  sentinel: resources(["20m", "32Mi"], ["200m", "96Mi"]),
  splitBrain: resources(["10m", "16Mi"], ["100m", "64Mi"]),
  redisInit: resources(["10m", "16Mi"], ["100m", "64Mi"]),
  haproxy: resources(["25m", "96Mi"], ["500m", "256Mi"]),
  exporter: resources(["10m", "32Mi"], ["100m", "96Mi"]),
  extension: resources(["10m", "64Mi"], ["100m", "128Mi"]),
} as const;
