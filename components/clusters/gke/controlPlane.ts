import { Cluster, type ClusterArgs } from "@pulumi/gcp/container/cluster";
import type * as pulumi from "@pulumi/pulumi";
import type { GkeKey } from "./keys";
import { maintenancePolicy } from "./maintenance";
import { modeArgs } from "./mode";
import { type GkeNetwork, rangeNames } from "./network";
import type { NodeAccount } from "./nodeAccount";
import { observability } from "./observability";
import { security } from "./security";
import type { GkeSite } from "./site";

/** What a control plane, and every node, is put together from. */
export interface GkeParts {
  readonly network: GkeNetwork;
  readonly nodeAccount: NodeAccount;
  /** The key of the cluster's secrets, if it is ours. */
  readonly secretsKey: GkeKey | undefined;
  /** The key of boot disks and volumes, if it is ours. */
  readonly disksKey: GkeKey | undefined;
  /** The project's APIs. */
  readonly apis: readonly pulumi.Resource[];
}

// A control plane takes ten minutes, in a bad hour thirty and more.
const timeouts = { create: "60m", update: "90m", delete: "60m" };

/** Makes the control plane: private, in the VPC of ours, with everything on that a review asks for. */
export function createControlPlane(site: GkeSite, parts: GkeParts, parent: pulumi.Resource): Cluster {
  const { network, nodeAccount, secretsKey, disksKey, apis } = parts;
  const keys = [...(secretsKey?.resources ?? []), ...(disksKey?.resources ?? [])];
  return new Cluster(
    site.name,
    {
      name: site.name,
      project: site.project,
      location: site.location,
      resourceLabels: site.labels,
      deletionProtection: site.config.deletionProtection,
      minMasterVersion: site.config.version,
      releaseChannel: { channel: site.config.releaseChannel.toUpperCase() },
      maintenancePolicy: maintenancePolicy(site.config.maintenance),
      ...networking(site, network),
      ...security(site, secretsKey),
      ...observability(site),
      ...modeArgs(site, parts),
    },
    {
      parent,
      protect: site.protect,
      dependsOn: [...apis, ...keys, ...nodeAccount.resources, ...network.firewall],
      customTimeouts: timeouts,
      // A change of these would replace the cluster or fight with GKE, and has no effect on what there is: the first two
      // describe a pool that is removed at once, the third is each pool's own, and GKE moves the last.
      ignoreChanges: ["initialNodeCount", "nodeConfig", "defaultMaxPodsPerNode", "nodeVersion"],
    },
  );
}

function networking(site: GkeSite, network: GkeNetwork): Partial<ClusterArgs> {
  const { endpoint, network: ranges, gatewayApi } = site.config;
  const isPrivate = endpoint.access === "private";
  return {
    network: network.networkId,
    subnetwork: network.subnetId,
    networkingMode: "VPC_NATIVE",
    datapathProvider: "ADVANCED_DATAPATH",
    ipAllocationPolicy: {
      clusterSecondaryRangeName: rangeNames.pods,
      servicesSecondaryRangeName: rangeNames.services,
      stackType: "IPV4",
    },
    privateClusterConfig: {
      enablePrivateNodes: true,
      enablePrivateEndpoint: isPrivate,
      masterIpv4CidrBlock: ranges.controlPlaneCidr,
      masterGlobalAccessConfig: { enabled: endpoint.globalAccess },
    },
    masterAuthorizedNetworksConfig: {
      cidrBlocks: authorizedNetworks(site),
      gcpPublicCidrsAccessEnabled: false,
      privateEndpointEnforcementEnabled: true,
    },
    controlPlaneEndpointsConfig: {
      dnsEndpointConfig: { allowExternalTraffic: endpoint.dns },
      ipEndpointsConfig: { enabled: true },
    },
    gatewayApiConfig: { channel: gatewayApi ? "CHANNEL_STANDARD" : "CHANNEL_DISABLED" },
    serviceExternalIpsConfig: { enabled: false },
  };
}

// The subnet itself may always; peers may, since they are in the network; the internet only where it is restricted.
function authorizedNetworks({ config }: GkeSite): { cidrBlock: string; displayName: string }[] {
  const { endpoint, network } = config;
  const peers = network.peeredCidrs.map(({ name, cidr }) => ({ cidrBlock: cidr, displayName: name }));
  if (endpoint.access === "private") return peers;
  const allowed = endpoint.allowedCidrs.map((cidr, index) => ({
    cidrBlock: cidr,
    displayName: `allowed-${index + 1}`,
  }));
  return [...peers, ...allowed];
}
