import type { Grant } from "../../clusters/cluster";
import type { AddonContext, Values } from "../addon";
import { resources } from "../parts/resources";
import { restrictedContainer, restrictedPod } from "../parts/security";
import { namespace as monitoring, release as prometheus } from "../prometheus/names";
import type { OpencostOptions } from "./options";

/** The namespace, the release and the service account. */
export const name = "opencost";
export const namespace = "opencost";

/** The ports of the API with the metrics, and of the pages. */
export const apiPort = 9003;
export const uiPort = 9090;

/** The Secret of the key of the cloud's price list. */
export const keySecret = { name: "opencost-price-list", key: "api-key" } as const;

const user = 1001;
const exporterResources = resources(["50m", "256Mi"], ["1", "1Gi"]);
const uiResources = resources(["10m", "64Mi"], ["200m", "128Mi"]);

/** True when the cloud is not asked: prices are the user's, or its list is closed to us. */
export function ownPrices({ facts }: AddonContext, { prices, priceListKey }: OpencostOptions): boolean {
  return prices !== undefined || (facts.priceListNeedsKey === true && priceListKey === undefined);
}

/**
 * Values of the opencost chart. One pod: each would count everything, and its figures would stand twice in Prometheus.
 * Its server for language models (mcp) is off, since it asks for no password.
 */
export function opencostValues(context: AddonContext, options: OpencostOptions, grant: Grant): Values {
  const { prices, priceListKey, ui } = options;
  const image = (repository: string) => {
    const [registry = "", ...path] = context.image(`ghcr.io/opencost/${repository}`).split("/");
    return { registry, repository: path.join("/") };
  };
  return {
    fullnameOverride: name,
    serviceAccount: {
      create: true,
      name,
      annotations: grant.annotations,
    },
    podLabels: grant.podLabels,
    podSecurityContext: { ...restrictedPod, runAsUser: user, runAsGroup: user, fsGroup: user },
    priorityClassName: context.priorityClass.standard,
    opencost: {
      exporter: {
        defaultClusterId: context.clusterName,
        image: image("opencost"),
        resources: exporterResources,
        securityContext: restrictedContainer,
        env:
          priceListKey === undefined
            ? []
            : [
                {
                  name: "CLOUD_PROVIDER_API_KEY",
                  valueFrom: { secretKeyRef: { name: keySecret.name, key: keySecret.key } },
                },
              ],
        extraEnv: ownPrices(context, options) ? { USE_CUSTOM_PROVIDER: "true" } : {},
        extraVolumeMounts: writable.map(({ name: volume, path }) => ({ name: volume, mountPath: path })),
      },
      customPricing: prices === undefined ? { enabled: false } : { enabled: true, costModel: costModel(prices) },
      mcp: { enabled: false },
      metrics: { serviceMonitor: { enabled: true } },
      prometheus: {
        internal: { enabled: true, serviceName: `${prometheus}-prometheus`, namespaceName: monitoring, port: 9090 },
      },
      ui: {
        enabled: ui,
        image: image("opencost-ui"),
        resources: uiResources,
        // It writes its settings into its own pages when it starts.
        securityContext: { ...restrictedContainer, readOnlyRootFilesystem: false },
      },
      nodeSelector: { "kubernetes.io/os": "linux" },
    },
    extraVolumes: writable.map(({ name: volume }) => ({ name: volume, emptyDir: { sizeLimit: "1Gi" } })),
  };
}

// Where price lists and settings are written to.
const writable = [
  { name: "tmp", path: "/tmp" },
  { name: "configs", path: "/var/configs" },
];

// Dollars a month: OpenCost divides what it finds in its ConfigMap by 730 hours (pkg/cloud/provider/providerconfig.go).
function costModel(prices: NonNullable<OpencostOptions["prices"]>): Values {
  return {
    description: "Prices of the stack's file",
    CPU: prices.cpu,
    spotCPU: prices.spotCpu,
    RAM: prices.memory,
    spotRAM: prices.spotMemory,
    GPU: prices.gpu,
    storage: prices.storage,
    zoneNetworkEgress: prices.zoneEgress,
    regionNetworkEgress: prices.regionEgress,
    internetNetworkEgress: prices.internetEgress,
  };
}
