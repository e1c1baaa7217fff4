import type { Problem } from "../../config/errors";
import type { Config } from "../../config/parse";
import { busybox } from "../../versions";
import { type AddonContext, type AddonParts, defineAddon, type Values } from "../addon";
import { apart, zoneSpread } from "../parts/availability";
import { restrictedContainer, restrictedPod } from "../parts/security";
import { accessObjects, collectorObject } from "./collector";
import { collectorService, namespace, operator, otlpPorts, webhookPort } from "./names";
import { traffic, watching } from "./objects";
import { type OtelOptions, operatorResources, otelOptions, otelProfiles } from "./options";

/** Where traces, logs and metrics go by what is on. */
const backends = ["tempo", "loki", "prometheus"] as const;

/** Takes in traces, logs and metrics by OpenTelemetry's protocol, and hands each on to where it is kept. */
export const opentelemetry = defineAddon({
  name: "opentelemetry",
  summary: "OpenTelemetry: collectors that take in traces, logs and metrics and hand them on, and their operator",
  options: otelOptions,
  profiles: otelProfiles,
  charts: ["opentelemetry-operator"],
  after: ["cert-manager", "prometheus"],
  webhookPorts: [webhookPort],
  check: otelProblems,
  parts,
});

function otelProblems(options: OtelOptions, { addons }: Config): readonly Problem[] {
  const somewhere = backends.some((addon) => addons[addon] !== undefined) || Object.keys(options.config).length > 0;
  if (somewhere) return [];
  return [
    {
      path: [],
      found: "opentelemetry with nowhere to send to",
      allowed: "with tempo, loki or prometheus, or with exporters of your own in config",
    },
  ];
}

function parts(context: AddonContext, options: OtelOptions): AddonParts {
  const before = [...traffic(context, options), ...accessObjects()];
  const gateway = `${collectorService}.${namespace}.svc`;
  return {
    namespaces: [{ name: namespace, podSecurity: "restricted" }],
    releases: [
      {
        name: operator,
        chart: "opentelemetry-operator",
        namespace,
        values: operatorValues(context, options),
        after: before.map(({ name }) => name),
      },
    ],
    objects: [...before, { ...collectorObject(context, options), after: [operator] }, ...watching(context)],
    outputs: { otlpGrpc: `${gateway}:${otlpPorts.grpc}`, otlpHttp: `http://${gateway}:${otlpPorts.http}` },
  };
}

const pods = { "app.kubernetes.io/name": operator, "app.kubernetes.io/component": "controller-manager" };

/**
 * Values of the operator's chart. Its webhooks' certificate is cert-manager's where that is on. Otherwise Helm makes one
 * in the cluster, once and for ten years: made anew, it would change with each upgrade.
 */
function operatorValues(context: AddonContext, { operatorReplicas }: OtelOptions): Values {
  const several = operatorReplicas > 1;
  const watched = context.on("prometheus");
  const issued = context.on("cert-manager");
  const images = "ghcr.io/open-telemetry";
  return {
    fullnameOverride: operator,
    replicaCount: operatorReplicas,
    pdb: { create: several },
    manager: {
      image: { repository: context.image(`${images}/opentelemetry-operator/opentelemetry-operator`) },
      collectorImage: {
        repository: context.image(`${images}/opentelemetry-collector-releases/opentelemetry-collector-k8s`),
      },
      resources: operatorResources,
      securityContext: restrictedContainer,
      createRbacPermissions: false,
      serviceMonitor: { enabled: watched },
      prometheusRule: { enabled: watched, defaultRules: { enabled: watched } },
    },
    admissionWebhooks: {
      // Every pod that is made is shown to it: what the cluster itself runs on must not wait for that.
      namespaceSelector: {
        matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["kube-system"] }],
      },
      timeoutSeconds: 5,
      certManager: { enabled: issued },
      autoGenerateCert: { enabled: !issued, recreate: false, certPeriodDays: 3650 },
    },
    securityContext: { ...restrictedPod, runAsUser: 65532, runAsGroup: 65532, fsGroup: 65532 },
    priorityClassName: context.priorityClass.standard,
    // Only `helm test` starts it, and the chart would take `latest`.
    testFramework: {
      image: { repository: context.image("docker.io/library/busybox"), tag: busybox },
      resources: operatorResources,
    },
    ...(several ? { topologySpreadConstraints: [zoneSpread(pods)], affinity: apart(pods) } : {}),
  };
}
