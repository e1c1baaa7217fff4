import type { Cluster as ControlPlane } from "@pulumi/eks/cluster";
import { zonesWanted } from "../../config/clusters/eksRegions";
import { lastingTags } from "../../config/lifetime";
import type { Annotations, ClusterFacts, VeleroFacts } from "../cluster";
import type { KarpenterParts } from "./karpenter";
import type { Scope } from "./scope";
import { snapshotClass, storageClassName } from "./storage";
import type { Network } from "./vpc";

const prefix = "service.beta.kubernetes.io/aws-load-balancer";

// `type: nlb` and `internal` are what EKS's own controller reads, `scheme` what the AWS Load Balancer Controller reads
// where that is installed. Sources: cloud-provider-aws, docs/service_controller.md; aws-load-balancer-controller,
// docs/guide/service/annotations.md.
function loadBalancer(scheme: "internal" | "internet-facing", { tags }: Scope): Annotations {
  return {
    [`${prefix}-type`]: "nlb",
    [`${prefix}-scheme`]: scheme,
    ...(scheme === "internal" ? { [`${prefix}-internal`]: "true" } : {}),
    [`${prefix}-cross-zone-load-balancing-enabled`]: "true",
    [`${prefix}-additional-resource-tags`]: Object.entries(tags)
      .map(([key, value]) => `${key}=${value}`)
      .join(","),
  };
}

// Source: velero-plugin-for-aws, backupstoragelocation.md and volumesnapshotlocation.md.
function velero(region: string): VeleroFacts {
  return {
    provider: "aws",
    plugin: "velero-plugin-for-aws",
    backupLocation: (bucket) => ({
      region: bucket.region,
      ...(bucket.keyId === undefined ? {} : { kmsKeyId: bucket.keyId }),
    }),
    snapshotLocation: { region },
  };
}

/** What add-ons need to know of an EKS cluster. */
export function factsOf(
  scope: Scope,
  network: Network,
  controlPlane: ControlPlane,
  karpenter: KarpenterParts | undefined,
): ClusterFacts {
  const { cluster } = scope;
  return {
    kubernetesVersion: cluster.version,
    zones: zonesWanted(cluster.region, cluster.network).length,
    storageClass: storageClassName,
    snapshotClass,
    loadBalancer: { internal: loadBalancer("internal", scope), internet: loadBalancer("internet-facing", scope) },
    istioCni: { platform: undefined, cniBinDir: undefined },
    velero: velero(scope.region),
    hiddenControlPlane: true,
    ...(karpenter === undefined
      ? {}
      : {
          karpenter: {
            interruptionQueue: karpenter.queue.name,
            nodeRole: karpenter.nodeRole.name,
            subnetIds: network.zones.map(({ privateSubnet }) => privateSubnet.id),
            securityGroupId: controlPlane.clusterSecurityGroupId,
            volumesKey: karpenter.volumesKeyArn,
            tags: lastingTags(scope.tags),
          },
        }),
  };
}
