import type { AddonContext, Values } from "../addon";
import { release, secretNames } from "./names";
import { kubernetesNodes } from "./nodes";
import type { PrometheusOptions, RemoteWrite } from "./options";
import { mebibytes } from "./quantities";
import { receiving } from "./receiving";
import { spread, volume } from "./scheduling";
import { remoteWriteKey } from "./secrets";
import { sizes } from "./sizes";

/** The part of a volume that samples may fill; the rest is for the write-ahead log and for compaction. */
const fillable = 0.85;

/** The size of each replica's volume. */
export function storageSize(options: PrometheusOptions): string {
  return options.storage.size ?? sizes[options.size].storage;
}

/** How much samples may take, as Prometheus writes it. */
export function retentionSize(options: PrometheusOptions): string {
  return options.retentionSize ?? `${Math.floor(mebibytes(storageSize(options)) * fillable)}MiB`;
}

const credential = (name: string, part: "username" | "password" | "token") => ({
  name: secretNames.remoteWrite,
  key: remoteWriteKey(name, part),
});

function remoteWriteConfig({ name, url, basicAuth, bearerToken, headers, keep }: RemoteWrite): Values {
  return {
    name,
    url,
    ...(basicAuth === undefined
      ? {}
      : { basicAuth: { username: credential(name, "username"), password: credential(name, "password") } }),
    ...(bearerToken === undefined ? {} : { authorization: { type: "Bearer", credentials: credential(name, "token") } }),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(keep === undefined
      ? {}
      : { writeRelabelConfigs: [{ action: "keep", sourceLabels: ["__name__"], regex: keep }] }),
  };
}

// Everything that is in the cluster is watched, not only what carries this release's label.
const allSelectors = {
  serviceMonitorSelectorNilUsesHelmValues: false,
  podMonitorSelectorNilUsesHelmValues: false,
  probeSelectorNilUsesHelmValues: false,
  ruleSelectorNilUsesHelmValues: false,
  scrapeConfigSelectorNilUsesHelmValues: false,
};

function externalLabels(context: AddonContext, options: PrometheusOptions): Readonly<Record<string, string>> {
  return {
    cluster: context.clusterName,
    stack: context.stack,
    ...(context.region === "" ? {} : { region: context.region }),
    ...options.externalLabels,
  };
}

/** The chart's values of `prometheus`. */
export function prometheusValues(context: AddonContext, options: PrometheusOptions): Values {
  const { replicas } = options;
  return {
    podDisruptionBudget: { enabled: replicas > 1, minAvailable: replicas - 1 },
    // Replicas differ by a scrape or so: a dashboard that stays with one of them does not flicker.
    service: { sessionAffinity: replicas > 1 ? "ClientIP" : "None" },
    prometheusSpec: {
      ...allSelectors,
      replicas,
      retention: options.retention,
      retentionSize: retentionSize(options),
      scrapeInterval: options.scrapeInterval,
      evaluationInterval: options.scrapeInterval,
      externalLabels: externalLabels(context, options),
      resources: options.resources ?? sizes[options.size].prometheus,
      storageSpec: volume(context, { ...options.storage, size: storageSize(options) }),
      additionalScrapeConfigs: [kubernetesNodes(options)],
      remoteWrite: options.remoteWrite.map(remoteWriteConfig),
      remoteWriteDashboards: options.remoteWrite.length > 0,
      ...receiving(context),
      ...spread(context, replicas, {
        "app.kubernetes.io/name": "prometheus",
        "operator.prometheus.io/name": `${release}-prometheus`,
      }),
    },
  };
}
