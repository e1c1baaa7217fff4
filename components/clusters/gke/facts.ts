import type { ClusterFacts, DnsProviderFacts, VeleroFacts } from "../cluster";
import { accountAnnotation } from "./grants";
import type { GkeSite } from "./site";
import { diskDriver, storageClassName } from "./storage";

/** What add-ons need to know of a GKE cluster. Sources: at each fact. */
export function factsOf(site: GkeSite): ClusterFacts {
  return {
    kubernetesVersion: site.config.version,
    zones: Math.max(1, site.zones.length),
    storageClass: storageClassName,
    snapshotClass: { name: "pd-snapshots", driver: diskDriver },
    // GKE, "LoadBalancer Service parameters".
    loadBalancer: {
      internal: { "networking.gke.io/load-balancer-type": "Internal" },
      internet: { "cloud.google.com/l4-rbs": "enabled" },
    },
    // GKE, "Workload Identity Federation for GKE": network policies, with and without Dataplane V2.
    credentialEndpoints: [
      { cidr: "169.254.169.252/32", ports: [988] },
      { cidr: "169.254.169.254/32", ports: [80] },
    ],
    // cert-manager, "Google CloudDNS".
    acmeDns: (zone) => ({ cloudDNS: { project: site.project, hostedZoneName: zone } }),
    // External Secrets, "Google Cloud Secret Manager": without auth, the controller's own credentials.
    secretManager: { prefix: `${site.name}-`, provider: { gcpsm: { projectID: site.project } } },
    // GKE, "Managed namespaces", and Google's managed Prometheus.
    systemNamespaces: [
      "gke-managed-cim",
      "gke-managed-system",
      "gke-managed-volumepopulator",
      "gmp-public",
      "gmp-system",
    ],
    // Istio, "Platform-Specific Prerequisites", Google Kubernetes Engine: /opt is not writable on its nodes.
    istioCni: { platform: "gke", cniBinDir: "/home/kubernetes/bin" },
    velero: veleroFacts(site),
    dnsProvider: dnsProvider(site),
    ...(site.config.gatewayApi ? { gatewayApi: "cloud" } : {}),
    clusterApi: "gcp",
    hiddenControlPlane: true,
    // Autopilot has Cloud DNS, out of sight. Dataplane V2 has no kube-proxy.
    dns: site.autopilot ? "none" : "kube-dns",
    kubeProxy: false,
    // Cloud Billing documentation, "Get Google Cloud pricing information": the catalogue takes a key, and OpenCost no other.
    priceListNeedsKey: true,
  };
}

// Keys: velero-plugin-for-gcp, backupstoragelocation.md and volumesnapshotlocation.md. With workload identity the
// plugin signs addresses in the name of the account that it is told.
function veleroFacts({ project, region }: GkeSite): VeleroFacts {
  return {
    provider: "gcp",
    plugin: "velero-plugin-for-gcp",
    backupLocation: ({ keyId }, { annotations }) => {
      const serviceAccount = annotations[accountAnnotation];
      return {
        ...(serviceAccount === undefined ? {} : { serviceAccount }),
        ...(keyId === undefined ? {} : { kmsKeyName: keyId }),
      };
    },
    snapshotLocation: { project, snapshotLocation: region },
  };
}

// Source: external-dns, docs/tutorials/gke.md, and provider/google/google.go: zones are filtered by their name too.
function dnsProvider({ project }: GkeSite): DnsProviderFacts {
  return {
    name: { public: "google", private: "google" },
    flags: (visibility, zones) => ({
      "google-project": project,
      "google-zone-visibility": visibility,
      "zone-id-filter": zones,
    }),
    environment: {},
  };
}
