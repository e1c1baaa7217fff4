import type { Bucket } from "../../clusters/bucket";
import type { Grant } from "../../clusters/cluster";
import type { AddonContext, Values } from "../addon";
import { apart, type Labels, zoneSpread } from "../parts/availability";
import type { StoreKeys } from "../parts/objectStore";
import { restrictedContainer, restrictedPod } from "../parts/security";
import { goDuration } from "../velero/durations";
import { name } from "./names";
import type { LokiOptions } from "./options";
import {
  cacheResources,
  componentOf,
  fixed,
  intake,
  type PartName,
  partNames,
  type Size,
  single,
  sizes,
} from "./sizes";
import { storeType, storeValues } from "./store";

// The user and group of the image.
const user = 10001;

/** What the values are made of. */
export interface LokiParts {
  readonly bucket: Bucket;
  readonly keys: StoreKeys;
  readonly grant: Grant;
}

/**
 * Values of the loki chart. Its tests and canary are off, as is the gateway in front: each part has a service of its own.
 * The ruler is off too; its sidecar would read the Secrets of the whole cluster.
 */
export function lokiValues(context: AddonContext, options: LokiOptions, parts: LokiParts): Values {
  const mirror = context.config.mirror.images;
  const { grant, keys } = parts;
  return {
    fullnameOverride: name,
    global: {
      priorityClassName: context.priorityClass.standard,
      ...(mirror === undefined ? {} : { imageRegistry: mirror }),
    },
    deploymentMode: options.size === "single" ? "Monolithic" : "Distributed",
    defaults: {
      automountServiceAccountToken: false,
      podLabels: grant.podLabels,
      extraEnv: keys.env,
      extraVolumes: keys.volumes,
      extraVolumeMounts: keys.volumeMounts,
    },
    serviceAccount: {
      create: true,
      name,
      annotations: grant.annotations,
      labels: grant.labels,
      automountServiceAccountToken: false,
    },
    rbac: { namespaced: true },
    loki: {
      ...lokiConfig(context, options, parts),
      podSecurityContext: { ...restrictedPod, runAsUser: user, runAsGroup: user, fsGroup: user },
      containerSecurityContext: restrictedContainer,
    },
    ...(options.size === "single"
      ? { singleBinary: singleValues(context, options), ...noParts, ...noCaches }
      : { singleBinary: off, ...severalValues(context, options, options.size) }),
    // Those of a mode that goes away.
    write: off,
    read: off,
    backend: off,
    ruler: { enabled: false },
    sidecar: { rules: { enabled: false } },
    gateway: { enabled: false },
    lokiCanary: { enabled: false },
    test: { enabled: false },
    minio: { enabled: false },
    monitoring: monitoring(context),
  };
}

/** Loki's own configuration. The schema's day is before any log: it is the first and only schema. */
function lokiConfig(context: AddonContext, options: LokiOptions, { bucket, keys }: LokiParts): Values {
  const store = storeType[bucket.kind];
  const { rate, streams } = intake[options.size];
  return {
    auth_enabled: false,
    commonConfig: { replication_factor: options.size === "single" ? 1 : 3 },
    storage: storeValues(context, bucket, keys),
    schemaConfig: {
      configs: [
        {
          from: "2024-04-01",
          store: "tsdb",
          object_store: store,
          schema: "v13",
          index: { prefix: "loki_index_", period: "24h" },
        },
      ],
    },
    ingester: { chunk_encoding: "snappy" },
    // What it asks a second time for is asked by a client that knows only the public authorities.
    ...(keys.caPath === undefined ? {} : { storage_config: { hedging: { at: "0s" } } }),
    limits_config: {
      retention_period: goDuration(options.retention),
      ingestion_rate_mb: rate,
      ingestion_burst_size_mb: 2 * rate,
      max_global_streams_per_user: streams,
    },
    compactor: { retention_enabled: true, delete_request_store: store },
    analytics: { reporting_enabled: false },
  };
}

const labelsOf = (component: string): Labels => ({
  "app.kubernetes.io/name": name,
  "app.kubernetes.io/instance": name,
  "app.kubernetes.io/component": component,
});

// The chart's own affinity keeps two pods of a part off one node whatever happens. For ingesters, which hold what is not
// in the store yet, that stays where there are several zones; the others may share a node when there is no other.
function spreadValues(context: AddonContext, component: string): Values {
  const pods = labelsOf(component);
  const topologySpreadConstraints = [zoneSpread(pods)];
  if (component === componentOf.ingester && context.facts.zones > 1) return { topologySpreadConstraints };
  const { podAntiAffinity } = apart(pods) as { readonly podAntiAffinity: Values };
  return {
    topologySpreadConstraints,
    affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [], ...podAntiAffinity } },
  };
}

// What is on a volume is flushed to the store before the pod ends, so volumes may go with the add-on.
const claimsGo = { enableStatefulSetAutoDeletePVC: true, whenDeleted: "Delete", whenScaled: "Retain" };

const storageClass = (context: AddonContext, { storage }: LokiOptions) => storage.class ?? context.facts.storageClass;

function singleValues(context: AddonContext, options: LokiOptions): Values {
  const { enabled, size } = options.storage;
  return {
    replicas: 1,
    sidecar: false,
    resources: single,
    persistence: enabled ? { enabled, size, storageClass: storageClass(context, options), ...claimsGo } : { enabled },
  };
}

function severalValues(context: AddonContext, options: LokiOptions, size: Exclude<Size, "single">): Values {
  const { parts, caches } = sizes[size];
  return {
    ...Object.fromEntries(
      partNames.map((part) => {
        const [replicas, resources] = parts[part];
        return [
          part,
          {
            replicas,
            resources,
            ...(replicas > 1 ? { ...spreadValues(context, componentOf[part]), ...oneAtATime } : {}),
            ...persistenceOf(context, options, part),
          },
        ];
      }),
    ),
    memcached: { podSecurityContext: restrictedPod, containerSecurityContext: restrictedContainer },
    memcachedExporter: { resources: fixed.cacheExporter, containerSecurityContext: restrictedContainer },
    chunksCache: cache(context, caches.chunks),
    resultsCache: cache(context, caches.results),
  };
}

const oneAtATime = { podDisruptionBudget: { maxUnavailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow" } };

// Kept through a restart: the log of what is not in the store yet, and what the compactor has marked for deletion.
function persistenceOf(context: AddonContext, options: LokiOptions, part: PartName): Values {
  const { enabled, size } = options.storage;
  if (part === "ingester")
    return {
      // Three stateful sets in step would need another operator, with webhooks of its own.
      zoneAwareReplication: { enabled: false },
      persistence: {
        enabled,
        ...(enabled ? { claims: claims(size, storageClass(context, options)), ...claimsGo } : {}),
      },
    };
  if (part === "compactor")
    return {
      persistence: {
        enabled,
        ...(enabled ? { claims: claims(size, storageClass(context, options)), ...claimsGo } : {}),
      },
    };
  return {};
}

const claims = (size: string, storageClass: string): readonly Values[] => [
  { name: "data", accessModes: ["ReadWriteOnce"], size, storageClass },
];

function cache({ priorityClass }: AddonContext, megabytes: number): Values {
  return {
    enabled: true,
    allocatedMemory: megabytes,
    resources: cacheResources(megabytes),
    priorityClassName: priorityClass.standard,
  };
}

const off = { enabled: false, replicas: 0 };
const noParts = Object.fromEntries(partNames.map((part) => [part, off]));
const noCaches = Object.fromEntries(
  ["memcached", "memcachedExporter", "chunksCache", "resultsCache"].map((cache) => [cache, { enabled: false }]),
);

// Alerts, dashboards and the recordings that both draw on are generated from Loki's own.
function monitoring(context: AddonContext): Values {
  const enabled = context.on("prometheus");
  return {
    serviceMonitor: { enabled },
    rules: { enabled },
    alerts: { enabled },
    dashboards: { enabled, defaultDashboardsEditable: false },
  };
}
