import type { ExistingConfig } from "../../../config/clusters";
import { virtualKubernetesImages } from "../../../versions";
import type { Values } from "../../objects";

export type VirtualConfig = NonNullable<ExistingConfig["virtual"]>;

/** True where the control plane's data is on a volume. */
function isPersistent({ virtual, profile }: ExistingConfig): boolean {
  return virtual?.persistent ?? profile !== "ephemeral";
}

/**
 * The chart's values for a virtual cluster. Source of key paths: vcluster 0.36.1, chart/values.yaml.
 * @param mirror the registry that images come from; undefined for their own
 */
export function virtualValues(cluster: ExistingConfig, virtual: VirtualConfig, mirror: string | undefined): Values {
  return {
    controlPlane: {
      distro: { k8s: { enabled: true, image: { tag: imageOf(cluster.version) } } },
      backingStore: { database: { embedded: { enabled: true } } },
      coredns: {
        deployment: {
          resources: { requests: { cpu: "20m", memory: "64Mi" }, limits: { cpu: "1", memory: "170Mi" } },
        },
      },
      service: service(cluster, virtual),
      statefulSet: {
        // The build without the paid parts, which are off in the other one too.
        image: { repository: "loft-sh/vcluster-oss" },
        resources: {
          requests: { cpu: "200m", memory: "512Mi", "ephemeral-storage": "1Gi" },
          limits: { cpu: "2", memory: "2Gi", "ephemeral-storage": "8Gi" },
        },
        persistence: {
          volumeClaim: {
            enabled: isPersistent(cluster),
            size: "5Gi",
            storageClass: cluster.storageClass,
            retentionPolicy: "Delete",
          },
        },
      },
      ...(mirror === undefined ? {} : { advanced: { defaultImageRegistry: mirror } }),
    },
    // Volumes inside are of the other cluster's classes.
    sync: { fromHost: { storageClasses: { enabled: true } } },
    policies: policies(virtual),
    telemetry: { enabled: false },
    logging: { encoding: "json" },
  };
}

function imageOf(version: string): string | undefined {
  return Object.entries(virtualKubernetesImages).find(([minor]) => minor === version)?.[1];
}

function service({ loadBalancer }: ExistingConfig, { endpoint }: VirtualConfig): Values {
  switch (endpoint.access) {
    case "cluster":
      return { spec: { type: "ClusterIP" } };
    case "private":
      return { annotations: loadBalancer.internal, spec: { type: "LoadBalancer" } };
    case "restricted":
      return {
        annotations: loadBalancer.internet,
        spec: { type: "LoadBalancer", loadBalancerSourceRanges: endpoint.allowedCidrs },
      };
  }
}

/**
 * What its namespace may take of the other cluster, and whom its pods may speak with: each other, DNS and the internet. The
 * quota is on what pods ask for. Limits have one only because the chart has, so it is far above; each of the chart's own
 * figures has to be replaced, since Helm keeps those that are not.
 */
function policies({ quota, endpoint }: VirtualConfig): Values {
  const own = endpoint.access === "cluster" ? 0 : 1;
  return {
    resourceQuota: {
      enabled: true,
      quota: {
        "requests.cpu": String(quota.cpu),
        "requests.memory": `${quota.memoryGiB}Gi`,
        "requests.storage": `${quota.storageGiB}Gi`,
        "requests.ephemeral-storage": `${quota.pods}Gi`,
        "limits.cpu": String(quota.cpu * 10),
        "limits.memory": `${quota.memoryGiB * 4}Gi`,
        "limits.ephemeral-storage": `${quota.pods * 8}Gi`,
        // A load balancer's service has one for each of its ports.
        "services.nodeports": 5 * (quota.loadBalancers + own),
        "services.loadbalancers": quota.loadBalancers + own,
        "count/pods": quota.pods,
        "count/services": quota.pods,
        "count/endpoints": quota.pods,
        "count/secrets": quota.pods * 5,
        "count/configmaps": quota.pods * 5,
        "count/persistentvolumeclaims": quota.pods,
      },
    },
    // What a container gets that says nothing itself: without it, the quota would refuse its pod.
    limitRange: {
      enabled: true,
      default: { cpu: "1", memory: "512Mi", "ephemeral-storage": "2Gi" },
      defaultRequest: { cpu: "50m", memory: "128Mi", "ephemeral-storage": "256Mi" },
    },
    networkPolicy: { enabled: true },
  };
}
