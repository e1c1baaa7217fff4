import type { ClusterArgs } from "@pulumi/gcp/container/cluster";
import type { GkeParts } from "./controlPlane";
import { hardened, oauthScopes, shieldedInstanceConfig } from "./nodeConfig";
import { workloadPoolOf } from "./security";
import type { GkeSite } from "./site";

/** What only one mode of GKE takes. */
export function modeArgs(site: GkeSite, parts: GkeParts): Partial<ClusterArgs> {
  return site.autopilot ? autopilot(site, parts) : standard(site, parts);
}

// Autopilot has workload identity, Shielded nodes and the rest on by itself, and refuses to be told so.
function autopilot({ config }: GkeSite, { nodeAccount, disksKey }: GkeParts): Partial<ClusterArgs> {
  return {
    enableAutopilot: true,
    addonsConfig: { gkeBackupAgentConfig: { enabled: config.backup.enabled } },
    clusterAutoscaling: {
      autoProvisioningDefaults: {
        serviceAccount: nodeAccount.email,
        oauthScopes,
        ...(disksKey === undefined ? {} : { bootDiskKmsKey: disksKey.id }),
      },
    },
    nodePoolAutoConfig: { nodeKubeletConfig: { insecureKubeletReadonlyPortEnabled: "FALSE" } },
  };
}

function standard(site: GkeSite, parts: GkeParts): Partial<ClusterArgs> {
  const { config, zones, zonal } = site;
  return {
    workloadIdentityConfig: { workloadPool: workloadPoolOf(site) },
    enableShieldedNodes: true,
    enableIntranodeVisibility: true,
    enableL4IlbSubsetting: true,
    verticalPodAutoscaling: { enabled: config.verticalPodAutoscaling },
    defaultMaxPodsPerNode: config.network.maxPodsPerNode,
    ...(zonal ? {} : { nodeLocations: [...zones] }),
    // GKE makes no cluster without a pool: this one is removed at once, and obeys the organization's rules until then.
    removeDefaultNodePool: true,
    initialNodeCount: 1,
    nodeConfig: hardened(site, parts),
    nodePoolDefaults: { nodeConfigDefaults: { insecureKubeletReadonlyPortEnabled: "FALSE" } },
    addonsConfig: {
      httpLoadBalancing: { disabled: false },
      horizontalPodAutoscaling: { disabled: false },
      dnsCacheConfig: { enabled: true },
      gcePersistentDiskCsiDriverConfig: { enabled: true },
      gkeBackupAgentConfig: { enabled: config.backup.enabled },
    },
    clusterAutoscaling: autoscaling(site, parts),
  };
}

function autoscaling(site: GkeSite, parts: GkeParts): NonNullable<ClusterArgs["clusterAutoscaling"]> {
  const { enabled, maxCpu, maxMemoryGiB } = site.config.nodeAutoProvisioning;
  if (!enabled) return { enabled, autoscalingProfile: "BALANCED" };
  const { nodeAccount, disksKey } = parts;
  return {
    enabled,
    autoscalingProfile: "BALANCED",
    autoProvisioningLocations: [...site.zones],
    resourceLimits: [
      { resourceType: "cpu", minimum: 0, maximum: maxCpu },
      { resourceType: "memory", minimum: 0, maximum: maxMemoryGiB },
    ],
    autoProvisioningDefaults: {
      imageType: "COS_CONTAINERD",
      serviceAccount: nodeAccount.email,
      oauthScopes,
      shieldedInstanceConfig,
      management: { autoRepair: true, autoUpgrade: true },
      upgradeSettings: { strategy: "SURGE", maxSurge: 1, maxUnavailable: 0 },
      ...(disksKey === undefined ? {} : { bootDiskKmsKey: disksKey.id }),
    },
  };
}
