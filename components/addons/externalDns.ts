import { z } from "zod";
import type { DnsProviderFacts } from "../clusters/cluster";
import type { Cloud } from "../config/clusters/common";
import type { Problem } from "../config/errors";
import { clockDuration, host } from "../config/fields";
import type { Config } from "../config/parse";
import { type AddonContext, type AddonParts, defineAddon, type ObjectSpec, type Values } from "./addon";
import { dashboard, type Panel } from "./parts/dashboard";
import { type Alert, alertRules } from "./parts/monitoring";
import { resources } from "./parts/resources";
import { restrictedContainer, restrictedPod } from "./parts/security";
import { networkPolicies } from "./parts/traffic";

const name = "external-dns";
const namespace = "external-dns";
const azureConfig = "azure-config";

const options = z.strictObject({
  zones: z
    .record(host(), z.string().min(1))
    .refine((zones) => Object.keys(zones).length > 0, { error: "at least one zone" })
    .describe(
      "The DNS zones that it keeps records in, by their domain: the hosted zone's id or name (AWS), the zone's resource id or name (Azure), the managed zone's name (Google Cloud). They have to be there already.",
    ),
  visibility: z
    .enum(["public", "private"])
    .default("public")
    .describe("Whether the zones are the world's or those of private networks. It keeps to zones of the one kind."),
  policy: z
    .enum(["upsert-only", "sync"])
    .default("upsert-only")
    .describe("sync also deletes the records of what is gone; upsert-only never deletes one."),
  owner: z
    .string()
    .regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, { error: "1 to 63 lower-case letters, digits or '-'" })
    .optional()
    .describe(
      "Whose its records are, as TXT records say; unset, the cluster's name. Clusters that share a zone must differ.",
    ),
  interval: clockDuration()
    .default("1m")
    .describe("How often records are compared. A change in the cluster is answered at once."),
});

type Options = z.output<typeof options>;

/** Keeps DNS records for services, ingresses and routes of gateways. */
export const externalDns = defineAddon({
  name,
  summary: "ExternalDNS: DNS records for services, ingresses and gateways, in the cloud's DNS",
  options,
  // A cluster that goes tomorrow takes its records along.
  profiles: { development: { policy: "sync" }, ephemeral: { policy: "sync" } },
  clouds: ["eks", "aks", "gke"],
  charts: ["external-dns"],
  after: ["gateway-api", "prometheus"],
  leavesThingsBehind: true,
  check,
  parts,
});

// What the permission dns.edit takes. Sources: each cloud's permissions.
const zoneForms: { readonly [cloud in Cloud]?: { readonly form: RegExp; readonly allowed: string } } = {
  eks: {
    form: /^(Z[A-Z0-9]{5,31}|[a-z0-9.-]+\.[a-z]+)$/,
    allowed: "a hosted zone's id such as Z0123456789ABCDEFGHIJ, or its name",
  },
  aks: {
    form: /^(\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/(dnsZones|privateDnsZones)\/[^/]+|[a-z0-9.-]+\.[a-z]+)$/i,
    allowed: "a DNS zone's resource id, or its name in cluster.dnsResourceGroup",
  },
  gke: { form: /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/, allowed: "a managed zone's name such as example-com" },
};

function check({ zones, visibility }: Options, { cluster }: Config): readonly Problem[] {
  const known = zoneForms[cluster.cloud];
  const [[, first = ""] = []] = Object.entries(zones);
  return Object.entries(zones).flatMap(([domain, zone]) => {
    const path = ["zones", domain];
    if (known?.form.test(zone) === false) return [{ path, found: zone, allowed: known.allowed }];
    return cluster.cloud === "aks" ? azureProblems(path, zone, first, visibility) : [];
  });
}

// On Azure it looks in one resource group, for zones of one kind; those that have only a name are public ones.
function azureProblems(
  path: readonly string[],
  zone: string,
  first: string,
  visibility: Options["visibility"],
): readonly Problem[] {
  const kind = /\/privateDnsZones\//i.test(zone) ? "private" : "public";
  if (kind !== visibility)
    return [{ path, found: `${zone}, a ${kind} zone`, allowed: `${visibility} zones, as visibility says` }];
  const groupOf = (id: string) => id.toLowerCase().split("/").slice(1, 5).join("/");
  return groupOf(zone) === groupOf(first)
    ? []
    : [{ path, found: zone, allowed: `a zone in the same resource group as ${first}` }];
}

function parts(context: AddonContext, chosen: Options): AddonParts {
  const provider = context.facts.dnsProvider;
  if (provider === undefined) throw new Error(`${context.clusterName} has no DNS of a cloud`);
  const configFile = provider.configFile?.(Object.values(chosen.zones));
  const objects: ObjectSpec[] = [
    ...networkPolicies(context, { namespace, ingress: [{ name: "metrics", ports: ["http"], from: "prometheus" }] }),
    ...alertRules(context, name, namespace, alerts),
    ...dashboard(context, name, namespace, "ExternalDNS", panels),
    ...(configFile === undefined
      ? []
      : [
          {
            name: azureConfig,
            apiVersion: "v1",
            kind: "ConfigMap",
            metadata: { name: azureConfig, namespace },
            fields: { data: { "azure.json": configFile } },
          },
        ]),
  ];
  return {
    namespaces: [{ name: namespace, podSecurity: "restricted" }],
    releases: [
      {
        name,
        chart: "external-dns",
        namespace,
        values: chartValues(context, chosen, provider),
        after: objects.map((object) => object.name),
      },
    ],
    objects,
  };
}

// Where the cloud brings the Gateway API itself, only the kind that each of its versions has is known to be there.
function sources(context: AddonContext): readonly string[] {
  if (context.on("gateway-api") && context.facts.gatewayApi === undefined)
    return ["service", "ingress", "gateway-httproute", "gateway-grpcroute"];
  return ["service", "ingress", ...(context.facts.gatewayApi === "cloud" ? ["gateway-httproute"] : [])];
}

/** It knows no leader: a second one would write the same records, so there is one and no disruption budget. */
function chartValues(context: AddonContext, chosen: Options, provider: DnsProviderFacts): Values {
  const { visibility } = chosen;
  const zones = Object.values(chosen.zones);
  const rights = zones.map((zone) => ({ kind: "dns.edit", zone }) as const);
  const grant = context.grant({ namespace, serviceAccount: name }, rights);
  return {
    fullnameOverride: name,
    image: { repository: context.image("registry.k8s.io/external-dns/external-dns") },
    serviceAccount: { create: true, name, annotations: grant.annotations, labels: grant.labels },
    podLabels: grant.podLabels,
    // The sidecar is there only with a provider of somebody's own, which `values` may name.
    provider: {
      name: provider.name[visibility],
      webhook: { resources: resources(["25m", "64Mi"], ["250m", "256Mi"]) },
    },
    env: Object.entries(provider.environment).map(([key, value]) => ({ name: key, value })),
    sources: sources(context),
    domainFilters: Object.keys(chosen.zones),
    policy: chosen.policy,
    interval: chosen.interval,
    triggerLoopOnEvent: true,
    registry: "txt",
    txtOwnerId: chosen.owner ?? context.clusterName,
    // With the type and a dot at its end, the record of a zone's own name is in the zone too (docs/registry/txt.md).
    txtPrefix: "externaldns-%{record_type}.",
    extraArgs: { ...provider.flags(visibility, zones), "txt-wildcard-replacement": "any" },
    logFormat: "json",
    priorityClassName: context.priorityClass.standard,
    resources: resources(["25m", "64Mi"], ["250m", "256Mi"]),
    // The group may read the token of workload identity.
    podSecurityContext: { ...restrictedPod, fsGroup: 65534 },
    securityContext: { ...restrictedContainer, runAsUser: 65532, runAsGroup: 65532 },
    nodeSelector: { "kubernetes.io/os": "linux" },
    serviceMonitor: { enabled: context.on("prometheus") },
    ...(provider.configFile === undefined ? {} : mountedConfig),
  };
}

const mountedConfig: Values = {
  extraVolumes: [{ name: azureConfig, configMap: { name: azureConfig } }],
  extraVolumeMounts: [{ name: azureConfig, mountPath: "/etc/kubernetes", readOnly: true }],
};

// Metric names: external-dns, docs/monitoring/metrics.md.
const alerts: readonly Alert[] = [
  {
    alert: "ExternalDnsNotInSync",
    severity: "warning",
    for: "10m",
    expr: "time() - external_dns_controller_last_sync_timestamp_seconds > 900",
    summary: "DNS records have not been brought up to date for over 15 minutes.",
  },
  {
    alert: "ExternalDnsRefused",
    severity: "warning",
    for: "15m",
    expr: "increase(external_dns_registry_errors_total[15m]) > 0",
    summary: "The cloud's DNS refuses what ExternalDNS asks of it.",
  },
  {
    alert: "ExternalDnsForeignRecords",
    severity: "warning",
    for: "1h",
    expr: "sum by (domain, foreign_owner) (external_dns_registry_skipped_records_owner_mismatch_per_sync) > 0",
    summary: "Records in {{ $labels.domain }} are wanted here and belong to {{ $labels.foreign_owner }}.",
  },
];

const panels: readonly Panel[] = [
  {
    title: "Since the last sync",
    expr: "time() - external_dns_controller_last_sync_timestamp_seconds",
    unit: "s",
    stat: true,
  },
  { title: "Records wanted", expr: "sum(external_dns_source_endpoints_total)", stat: true },
  {
    title: "Records by type",
    expr: "sum by (record_type) (external_dns_registry_records)",
    legend: "{{record_type}}",
  },
  {
    title: "Errors",
    expr: "label_replace(rate(external_dns_source_errors_total[5m]), 'of', 'source', '', '') or label_replace(rate(external_dns_registry_errors_total[5m]), 'of', 'registry', '', '')",
    legend: "{{of}}",
  },
];
