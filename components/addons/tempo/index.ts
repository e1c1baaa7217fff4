import type { Problem } from "../../config/errors";
import type { Config } from "../../config/parse";
import { type AddonContext, type AddonParts, defineAddon } from "../addon";
import { storeKeys, storeProblems } from "../parts/objectStore";
import { name, namespace, otlpPorts, queryAddress } from "./names";
import { tempoObjects } from "./objects";
import { type TempoOptions, tempoOptions, tempoProfiles } from "./options";
import { tempoValues } from "./values";

/** Traces of requests through services, kept in the cluster's object store. */
export const tempo = defineAddon({
  name,
  summary: "Traces: Grafana Tempo on the cloud's object store",
  options: tempoOptions,
  profiles: tempoProfiles,
  charts: ["tempo"],
  after: ["prometheus"],
  leavesThingsBehind: true,
  check: tempoProblems,
  parts,
});

function tempoProblems({ replicas }: TempoOptions, config: Config): readonly Problem[] {
  const two: Problem = { path: ["replicas"], found: "2", allowed: "1, or 3 and more, since a trace is held by three" };
  return [...storeProblems(name, config), ...(replicas === 2 ? [two] : [])];
}

function parts(context: AddonContext, options: TempoOptions): AddonParts {
  const bucket = context.bucket("traces", { noncurrentDays: options.noncurrentDays });
  const keys = storeKeys(bucket, namespace);
  const grant = context.grant({ namespace, serviceAccount: name }, [{ kind: "objectStore.readWrite", bucket }]);
  const made = { bucket, keys, grant };
  const objects = tempoObjects(context, options, made);
  return {
    namespaces: [{ name: namespace, podSecurity: "restricted" }],
    objects,
    releases: [
      {
        name,
        chart: "tempo",
        namespace,
        values: tempoValues(context, options, made),
        after: objects.map((object) => object.name),
        timeout: 900,
      },
    ],
    outputs: {
      query: queryAddress,
      otlpGrpc: `${name}.${namespace}.svc:${otlpPorts.grpc}`,
      otlpHttp: `http://${name}.${namespace}.svc:${otlpPorts.http}`,
      bucket: bucket.name,
    },
  };
}
