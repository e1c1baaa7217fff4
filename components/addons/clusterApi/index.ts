import { z } from "zod";
import type { Problem } from "../../config/errors";
import type { Config } from "../../config/parse";
import { clusterApiReleases } from "../../versions";
import { type AddonContext, type AddonParts, defineAddon, type Values } from "../addon";
import { disruptionBudget, zoneSpread } from "../parts/availability";
import { alertRules, podMonitor } from "../parts/monitoring";
import { resources } from "../parts/resources";
import { restrictedContainer } from "../parts/security";
import { networkPolicies } from "../parts/traffic";
import { namespace, operatorPods, release } from "./names";
import { type Provider, podsOf, providerObjects, providersOf } from "./providers";

const options = z.strictObject({
  infrastructure: z
    .enum(["aws", "azure", "gcp"])
    .optional()
    .describe("The cloud that clusters are made in; unset, the one that this cluster is in."),
  replicas: z.int().min(1).max(3).default(2).describe("How many of each controller run, one of which leads."),
});

type Options = z.output<typeof options>;

/** Cluster API: clusters as objects of this cluster, made by its controllers. */
export const clusterApi = defineAddon({
  name: "cluster-api-operator",
  summary: "Cluster API: clusters as objects of this one, with kubeadm's providers and that of the cloud",
  options,
  profiles: { development: { replicas: 1 }, ephemeral: { replicas: 1 } },
  charts: ["cluster-api-operator"],
  // It issues the certificates of the operator's webhook, and of each provider's.
  requires: ["cert-manager"],
  after: ["prometheus"],
  webhookPorts: [9443],
  check,
  parts,
});

function check({ infrastructure }: Options, { cluster }: Config): readonly Problem[] {
  if (cluster.cloud !== "existing" || infrastructure !== undefined) return [];
  return [{ path: ["infrastructure"], allowed: "aws, azure or gcp, since an existing cluster's cloud is not known" }];
}

function parts(context: AddonContext, chosen: Options): AddonParts {
  const infrastructure = chosen.infrastructure ?? context.facts.clusterApi;
  const providers = infrastructure === undefined ? [] : providersOf(infrastructure);
  return {
    namespaces: [
      { name: namespace, podSecurity: "restricted" },
      ...providers.map((provider) => ({ name: provider.namespace, podSecurity: provider.podSecurity })),
    ],
    releases: [{ name: release, chart: "cluster-api-operator", namespace, values: chartValues(context, chosen) }],
    objects: [
      ...traffic(context, providers),
      ...disruptionBudget(release, namespace, operatorPods, chosen.replicas),
      ...providers.flatMap((provider) => providerObjects(context, provider, chosen.replicas)),
      ...monitoring(context, providers),
    ],
  };
}

// Providers are told what they are by objects of ours, which go before the operator; the chart would make them by hooks
// that nothing takes away. Source: the chart's values.yaml and templates.
function chartValues(context: AddonContext, { replicas }: Options): Values {
  return {
    replicaCount: replicas,
    image: {
      manager: {
        repository: context.image("registry.k8s.io/capi-operator/cluster-api-operator"),
        tag: clusterApiReleases.operator,
      },
    },
    resources: { manager: resources(["100m", "128Mi"], ["1", "512Mi"]) },
    containerSecurityContext: { manager: restrictedContainer },
    topologySpreadConstraints: replicas > 1 ? [zoneSpread(operatorPods)] : [],
    insecureDiagnostics: true,
    enableHelmHook: false,
  };
}

function traffic(context: AddonContext, providers: readonly Provider[]) {
  return [namespace, ...providers.map((provider) => provider.namespace)].flatMap((space) =>
    networkPolicies(context, {
      namespace: space,
      ingress: [
        { name: "webhook", ports: [9443], from: "anyone" },
        { name: "metrics", ports: [8443], from: "prometheus" },
      ],
    }),
  );
}

function monitoring(context: AddonContext, providers: readonly Provider[]) {
  const spaces = [namespace, ...providers.map((provider) => provider.namespace)];
  return [
    ...podMonitor(context, { name: release, namespace, pods: operatorPods, port: "diagnostics" }),
    ...providers.flatMap((provider) => {
      const { part, namespace: space } = provider;
      return podMonitor(context, {
        name: `cluster-api-${part}`,
        namespace: space,
        pods: podsOf(provider),
        port: "metrics",
      });
    }),
    ...alertRules(context, "cluster-api", namespace, [
      {
        alert: "ClusterApiDown",
        severity: "warning",
        for: "15m",
        expr: `kube_deployment_status_replicas_available{namespace=~"${spaces.join("|")}"} == 0`,
        summary: "{{ $labels.deployment }} does not run: clusters made here are not looked after.",
      },
      {
        alert: "ClusterApiFailing",
        severity: "warning",
        for: "30m",
        expr: `sum by (namespace, controller) (increase(controller_runtime_reconcile_errors_total{namespace=~"${spaces.join("|")}"}[10m])) > 0`,
        summary: "Cluster API's {{ $labels.controller }} has failed for half an hour.",
      },
    ]),
  ];
}
