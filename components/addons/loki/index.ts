import type { Problem } from "../../config/errors";
import type { Config } from "../../config/parse";
import { type AddonContext, type AddonParts, defineAddon, type ObjectSpec } from "../addon";
import { dataSource } from "../parts/dataSource";
import { storeKeys, storeProblems, storeWays } from "../parts/objectStore";
import { networkPolicies } from "../parts/traffic";
import { namespace as monitoring } from "../prometheus/names";
import { inSeconds } from "../prometheus/quantities";
import { collector, collectorObjects, collectorValues } from "./collector";
import { addresses, collectorNamespace, httpPort, name, namespace, sourceUid } from "./names";
import { type LokiOptions, lokiOptions, lokiProfiles } from "./options";
import { type LokiParts, lokiValues } from "./values";

/** Logs of everything that runs in the cluster, kept in its object store. */
export const loki = defineAddon({
  name,
  summary: "Logs: Grafana Loki on the cloud's object store, and a collector on each node",
  options: lokiOptions,
  profiles: lokiProfiles,
  charts: ["loki", "alloy"],
  after: ["prometheus"],
  leavesThingsBehind: true,
  check: lokiProblems,
  parts,
});

const day = 86_400;

function lokiProblems({ retention }: LokiOptions, config: Config): readonly Problem[] {
  const short: Problem = { path: ["retention"], found: retention, allowed: "at least 24h, which is Loki's own least" };
  return [...storeProblems(name, config), ...(inSeconds(retention) < day ? [short] : [])];
}

function parts(context: AddonContext, options: LokiOptions): AddonParts {
  const bucket = context.bucket("logs", { noncurrentDays: options.noncurrentDays });
  const keys = storeKeys(bucket, namespace);
  const grant = context.grant({ namespace, serviceAccount: name }, [{ kind: "objectStore.readWrite", bucket }]);
  const made: LokiParts = { bucket, keys, grant };
  const before = [...keys.objects, ...traffic(context, options, made)];
  const collecting = options.collector.enabled;
  const besideCollectors = collecting ? collectorObjects(context) : [];
  return {
    namespaces: [
      { name: namespace, podSecurity: "restricted" },
      ...(collecting ? [{ name: collectorNamespace, podSecurity: "privileged" } as const] : []),
    ],
    objects: [...before, ...besideCollectors, ...source(context, options)],
    releases: [
      {
        name,
        chart: "loki",
        namespace,
        values: lokiValues(context, options, made),
        after: before.map((object) => object.name),
        timeout: 900,
      },
      ...(collecting
        ? [
            {
              name: collector,
              chart: "alloy",
              namespace: collectorNamespace,
              values: collectorValues(context, options),
              after: [name, ...besideCollectors.map((object) => object.name)],
            } as const,
          ]
        : []),
    ],
    outputs: { ...addresses(options), bucket: bucket.name },
  };
}

// Loki asks for no password, so who may reach it is all that keeps logs apart from other pods.
function traffic(context: AddonContext, options: LokiOptions, { bucket }: LokiParts): readonly ObjectSpec[] {
  const clients = [
    ...(options.collector.enabled ? [collectorNamespace] : []),
    ...(context.on("prometheus") ? [monitoring] : []),
    ...(context.on("opentelemetry") ? ["opentelemetry"] : []),
    ...options.allowFrom,
  ];
  return networkPolicies(context, {
    namespace,
    ingress: [
      { name: "clients", ports: [httpPort], from: { namespaces: [...new Set(clients)] } },
      { name: "metrics", ports: ["http-metrics"], from: "prometheus" },
    ],
    egress: storeWays(bucket),
  });
}

// A trace's id in a log line leads to the trace, where there are traces.
function source(context: AddonContext, options: LokiOptions): readonly ObjectSpec[] {
  const traces = {
    name: "trace",
    matcherRegex: '"?[tT]race_?[iI][dD]"?[=:]\\s*"?(\\w+)',
    datasourceUid: "tempo",
    // Grafana reads variables of its own environment in such a file; the second `$` says that this is none.
    url: "$${__value.raw}",
    urlDisplayLabel: "Trace",
  };
  return dataSource(context, namespace, {
    uid: sourceUid,
    name: "Loki",
    type: "loki",
    url: addresses(options).query,
    jsonData: { timeout: 60, maxLines: 1000, ...(context.on("tempo") ? { derivedFields: [traces] } : {}) },
  });
}
