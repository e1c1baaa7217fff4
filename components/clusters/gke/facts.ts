import type { ClusterFacts, VeleroFacts } from "../cluster";
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
    // Istio, "Platform-Specific Prerequisites", Google Kubernetes Engine: /opt is not writable on its nodes.
    istioCni: { platform: "gke", cniBinDir: "/home/kubernetes/bin" },
    velero: veleroFacts(site),
    hiddenControlPlane: true,
    // Autopilot has Cloud DNS, out of sight. Dataplane V2 has no kube-proxy.
    dns: site.autopilot ? "none" : "kube-dns",
    kubeProxy: false,
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
