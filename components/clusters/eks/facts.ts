import type { Cluster as ControlPlane } from "@pulumi/eks/cluster";
import { zonesWanted } from "../../config/clusters/eksRegions";
import { lastingTags } from "../../config/lifetime";
import type { Annotations, ClusterFacts, DnsProviderFacts, VeleroFacts } from "../cluster";
import type { KarpenterParts } from "./karpenter";
import type { Scope } from "./scope";
import { snapshotClass, storageClassName } from "./storage";
import type { Network } from "./vpc";

const prefix = "service.beta.kubernetes.io/aws-load-balancer";

// `type: nlb` and `internal` are what EKS's own controller reads, `scheme` what the AWS Load Balancer Controller reads
// where that is installed. Whose a service is, its class says, which that controller's webhook gives it when it is made:
// with another `type` here, services that are there already would lose the load balancer that they have. Sources:
// cloud-provider-aws, docs/service_controller.md; aws-load-balancer-controller, docs/guide/service/annotations.md and
// webhooks/core/service_mutator.go.
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

// Route 53 is one for all regions, but its client wants to know of one. Source: external-dns, docs/tutorials/aws.md.
function dnsProvider(region: string): DnsProviderFacts {
  return {
    name: { public: "aws", private: "aws" },
    // A filter by id hides every zone that is known by its name only.
    flags: (visibility, zones) => ({
      "aws-zone-type": visibility,
      ...(zones.every((zone) => /^Z[A-Z0-9]+$/.test(zone)) ? { "zone-id-filter": zones } : {}),
    }),
    environment: { AWS_REGION: region },
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
    // EKS User Guide, "EKS Pod Identities": the agent on each node, at its IPv4 and its IPv6 address.
    credentialEndpoints: [
      { cidr: "169.254.170.23/32", ports: [80] },
      { cidr: "fd00:ec2::23/128", ports: [80] },
    ],
    // cert-manager, "Route53": an id spares it the search by name.
    acmeDns: (zone) => ({
      route53: { region: scope.region, ...(/^Z[A-Z0-9]+$/.test(zone) ? { hostedZoneID: zone } : {}) },
    }),
    // External Secrets, "AWS Secrets Manager": without auth, the controller's own credentials.
    secretManager: {
      prefix: `${scope.name}/`,
      provider: { aws: { service: "SecretsManager", region: scope.region } },
    },
    // EKS User Guide: agents of GuardDuty and of CloudWatch's observability.
    systemNamespaces: ["amazon-cloudwatch", "amazon-guardduty"],
    istioCni: { platform: undefined, cniBinDir: undefined },
    velero: velero(scope.region),
    dnsProvider: dnsProvider(scope.region),
    awsLoadBalancers: { vpcId: network.vpc.id, tags: lastingTags(scope.tags) },
    clusterApi: "aws",
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
