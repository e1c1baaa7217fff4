import type { NodePoolArgs } from "@pulumi/gcp/container/nodePool";
import type { GkeConfig } from "../../config/clusters";
import { bootDiskOf, bootsSecurely } from "../../config/clusters/gkeMachines";
import { onlyArm } from "../../config/clusters/gkePools";
import type { GkeParts } from "./controlPlane";
import type { GkeSite } from "./site";

export type GkePool = GkeConfig["nodePools"][string];

// What the node may do is said by its service account's roles; the scope only has to let them all through.
export const oauthScopes = ["https://www.googleapis.com/auth/cloud-platform"];

/** Measured boot of a signed system. */
export const shieldedInstanceConfig = { enableSecureBoot: true, enableIntegrityMonitoring: true } as const;

/** What every node has, whichever pool it is in: also the ones that GKE makes for a moment with the cluster. */
export function hardened(site: GkeSite, { nodeAccount, disksKey }: GkeParts) {
  return {
    imageType: "COS_CONTAINERD",
    serviceAccount: nodeAccount.email,
    oauthScopes,
    shieldedInstanceConfig,
    workloadMetadataConfig: { mode: "GKE_METADATA" },
    kubeletConfig: { insecureKubeletReadonlyPortEnabled: "FALSE" },
    metadata: { "disable-legacy-endpoints": "true" },
    resourceLabels: site.labels,
    ...(disksKey === undefined ? {} : { bootDiskKmsKey: disksKey.id }),
  };
}

const effects: Readonly<Record<string, string>> = {
  NoSchedule: "NO_SCHEDULE",
  PreferNoSchedule: "PREFER_NO_SCHEDULE",
  NoExecute: "NO_EXECUTE",
};

/** The nodes of one pool. */
export function nodeConfig(site: GkeSite, pool: GkePool, parts: GkeParts): NonNullable<NodePoolArgs["nodeConfig"]> {
  return {
    ...hardened(site, parts),
    shieldedInstanceConfig: {
      ...shieldedInstanceConfig,
      enableSecureBoot: pool.secureBoot ?? bootsSecurely(pool.instance),
    },
    machineType: pool.instance,
    spot: pool.spot,
    diskSizeGb: pool.diskGiB,
    diskType: pool.diskType ?? bootDiskOf(pool.instance),
    gvnic: { enabled: true },
    labels: pool.labels,
    taints: pool.taints.map(({ key, value, effect }) => ({ key, value, effect: effects[effect] ?? effect })),
    // GKE keeps Arm nodes for pods that ask for them; where there are no others, no pod would run.
    ...(onlyArm(site.config.nodePools) ? { taintConfig: { architectureTaintBehavior: "NONE" } } : {}),
  };
}
