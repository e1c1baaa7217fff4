import type { Bucket } from "../../clusters/bucket";
import type { Grant } from "../../clusters/cluster";
import type { AddonContext, Values } from "../addon";
import { apart, type Labels } from "../parts/availability";
import { isPlain, type StoreKeys } from "../parts/objectStore";
import { restrictedContainer, restrictedPod } from "../parts/security";
import { mebibytes } from "../prometheus/quantities";
import { receivers } from "../prometheus/receiving";
import { goDuration } from "../velero/durations";
import { members, name, namespace } from "./names";
import { intake, sizes, type TempoOptions } from "./options";

const user = 10001;
const grpcPort = 9095;
const gossipPort = 7946;

/** What the values are made of. */
export interface TempoParts {
  readonly bucket: Bucket;
  readonly keys: StoreKeys;
  readonly grant: Grant;
}

/** The labels of Tempo's pods. */
export const pods: Labels = { "app.kubernetes.io/name": name, "app.kubernetes.io/instance": name };

/** True when traces are turned into metrics. */
export function generates(context: AddonContext, { metricsGenerator }: TempoOptions): boolean {
  return metricsGenerator && context.on("prometheus");
}

/**
 * The chart's configuration with two differences: it takes OpenTelemetry's protocol only, and the pods find each other.
 * It draws on the values as the chart's own does, so that a user's values hold. Source: tempo 2.2.4, values.yaml, config.
 */
const config = `memberlist:
  cluster_label: "{{ .Release.Name }}.{{ .Release.Namespace }}"
  join_members: [${members}.${namespace}.svc.cluster.local:${gossipPort}]
multitenancy_enabled: {{ .Values.tempo.multitenancyEnabled }}
usage_report:
  reporting_enabled: {{ .Values.tempo.reportingEnabled }}
compactor:
  compaction:
    block_retention: {{ .Values.tempo.retention }}
distributor:
  receivers:
    otlp:
      {{- toYaml .Values.tempo.receivers.otlp | nindent 6 }}
ingester:
  {{- toYaml .Values.tempo.ingester | nindent 2 }}
server:
  {{- toYaml .Values.tempo.server | nindent 2 }}
storage:
  {{- toYaml .Values.tempo.storage | nindent 2 }}
querier:
  {{- toYaml .Values.tempo.querier | nindent 2 }}
query_frontend:
  {{- toYaml .Values.tempo.queryFrontend | nindent 2 }}
overrides:
  {{- toYaml .Values.tempo.overrides | nindent 2 }}
{{- if .Values.tempo.metricsGenerator.enabled }}
metrics_generator:
  storage:
    path: {{ .Values.tempo.metricsGenerator.storage.path }}
    remote_write:
      {{- toYaml .Values.tempo.metricsGenerator.storage.remote_write | nindent 6 }}
{{- end }}
`;

/**
 * Values of the tempo chart: one pod that does everything, or several of the same kind that share the work. Tempo 3 has
 * parts of their own only with a Kafka to go between them, which tempo-distributed asks for from its version 3 on.
 */
export function tempoValues(context: AddonContext, options: TempoOptions, { bucket, keys, grant }: TempoParts): Values {
  const mirror = context.config.mirror.images;
  const { replicas, storage } = options;
  const generating = generates(context, options);
  const several = replicas > 1;
  return {
    fullnameOverride: name,
    ...(mirror === undefined ? {} : { global: { imageRegistry: mirror } }),
    replicas,
    config,
    tempo: {
      retention: goDuration(options.retention),
      reportingEnabled: false,
      // Go is told of the limit instead.
      memBallastSizeMbs: 0,
      resources: sizes[options.size],
      securityContext: restrictedContainer,
      extraArgs: several ? { target: "scalable-single-binary" } : {},
      extraEnv: [{ name: "GOMEMLIMIT", value: softLimit(options) }, { name: "GOGC", value: "80" }, ...keys.env],
      extraVolumeMounts: [
        ...keys.volumeMounts,
        ...(storage.enabled ? [] : [{ name: "storage", mountPath: "/var/tempo" }]),
        ...(generating ? [] : [{ name: "tmp", mountPath: "/tmp" }]),
      ],
      ingester: { lifecycler: { ring: { replication_factor: several ? 3 : 1 } } },
      querier: several
        ? { frontend_worker: { frontend_address: `${members}.${namespace}.svc.cluster.local:${grpcPort}` } }
        : {},
      storage: { trace: storeValues(context, bucket, keys) },
      metricsGenerator: generating ? generatorValues(context) : { enabled: false },
      overrides: {
        defaults: {
          ingestion: ingestion(options),
          ...(generating ? { metrics_generator: { processors: ["service-graphs", "span-metrics"] } } : {}),
        },
      },
    },
    extraVolumes: [
      ...keys.volumes,
      ...(storage.enabled ? [] : [{ name: "storage", emptyDir: { sizeLimit: storage.size } }]),
      ...(generating ? [] : [{ name: "tmp", emptyDir: { sizeLimit: "1Gi" } }]),
    ],
    securityContext: { ...restrictedPod, runAsUser: user, runAsGroup: user, fsGroup: user },
    serviceAccount: {
      create: true,
      name,
      annotations: grant.annotations,
      labels: grant.labels,
      automountServiceAccountToken: false,
    },
    podLabels: grant.podLabels,
    persistence: storage.enabled
      ? {
          enabled: true,
          enableStatefulSetAutoDeletePVC: true,
          size: storage.size,
          storageClassName: storage.class ?? context.facts.storageClass,
        }
      : { enabled: false },
    affinity: several ? spread() : {},
    priorityClassName: context.priorityClass.standard,
    serviceMonitor: { enabled: context.on("prometheus") },
  };
}

// What Go's memory should stay under, so that the rest of the process has room too.
const softLimit = ({ size }: TempoOptions) => `${Math.floor(mebibytes(sizes[size].limits.memory) * 0.85)}MiB`;

// The chart takes no spread, so zones are kept apart the way that nodes are.
function spread(): Values {
  return apart(pods, [
    { place: "zone", weight: 100 },
    { place: "node", weight: 100 },
  ]);
}

/** The store. Source: Tempo documentation, "Configuration", storage; tempodb/backend of Tempo 2.10.8. */
function storeValues({ clusterName }: AddonContext, bucket: Bucket, { caPath }: StoreKeys): Values {
  const { kind, host, region, s3, azure } = bucket;
  // On an existing cluster one bucket is everybody's.
  const prefix = `tempo-${clusterName}`;
  const wal = { path: "/var/tempo/wal" };
  if (kind === "gcs") return { backend: "gcs", gcs: { bucket_name: bucket.name, prefix }, wal };
  if (kind === "azblob")
    return {
      backend: "azure",
      azure: {
        ...(azure === undefined ? {} : { storage_account_name: azure.storageAccount }),
        container_name: bucket.name,
        prefix,
        use_federated_token: true,
      },
      wal,
    };
  return {
    backend: "s3",
    s3: {
      bucket: bucket.name,
      prefix,
      endpoint: host,
      region,
      insecure: isPlain(bucket),
      forcepathstyle: s3?.pathStyle ?? false,
      ...(caPath === undefined ? {} : { tls_ca_path: caPath }),
    },
    wal,
  };
}

// Source: Tempo documentation, "Configuration", overrides.
function ingestion({ size }: TempoOptions): Values {
  const { rate, traces } = intake[size];
  const bytes = rate * 1_000_000;
  return { rate_limit_bytes: bytes, burst_size_bytes: 2 * bytes, max_traces_per_user: traces };
}

// Sent to each Prometheus. Source: Tempo documentation, "Metrics-generator".
function generatorValues(context: AddonContext): Values {
  const remote_write = receivers(context).map((address) => ({ url: `${address}/api/v1/write`, send_exemplars: true }));
  return { enabled: true, storage: { remote_write } };
}
