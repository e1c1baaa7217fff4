import { NatGateway, PublicIPAddress, Subnet, VirtualNetwork } from "@pulumi/azure-native/network";
import type * as pulumi from "@pulumi/pulumi";
import { aksRegions } from "../../config/clusters/aksRegions";
import { aksSubnets } from "../../config/clusters/aksSubnets";
import { type AksScope, partOptions } from "./scope";

/** The network of a cluster. */
export interface AksNetwork {
  readonly nodeSubnetId: pulumi.Output<string>;
  readonly apiServerSubnetId: pulumi.Output<string>;
  /** What must exist before nodes can reach anything outside. */
  readonly resources: readonly pulumi.Resource[];
}

/** Makes the virtual network: nodes in a private subnet that leaves through a NAT gateway, the API server in another. */
export function createNetwork(scope: AksScope): AksNetwork {
  const { prefix, aks, names } = scope;
  const resourceGroupName = scope.resourceGroup.name;
  const cut = aksSubnets(aks.network.cidr);
  if (cut === undefined) throw new Error(`${aks.network.cidr} has no room for the cluster's subnets`);
  const network = new VirtualNetwork(
    `${prefix}-network`,
    {
      resourceGroupName,
      location: aks.region,
      virtualNetworkName: names.cluster,
      addressSpace: { addressPrefixes: [aks.network.cidr] },
      tags: scope.tags,
    },
    // Subnets are resources of their own; the network's list of them is not ours to overwrite.
    partOptions(scope, { ignoreChanges: ["subnets"] }),
  );
  const nat = createNatGateway(scope);
  const common = { resourceGroupName, virtualNetworkName: network.name, defaultOutboundAccess: false };
  const nodes = new Subnet(
    `${prefix}-nodes-subnet`,
    {
      ...common,
      subnetName: "nodes",
      addressPrefix: cut.nodes.text,
      natGateway: { id: nat.id },
      // Object stores and key vaults are reached over Azure's own network, and take nothing else.
      serviceEndpoints: [{ service: "Microsoft.Storage" }, { service: "Microsoft.KeyVault" }],
    },
    partOptions(scope),
  );
  const apiServer = new Subnet(
    `${prefix}-api-server-subnet`,
    {
      ...common,
      subnetName: "api-server",
      addressPrefix: cut.apiServer.text,
      delegations: [{ name: "aks", serviceName: "Microsoft.ContainerService/managedClusters" }],
    },
    // Azure changes one subnet of a network at a time.
    partOptions(scope, { dependsOn: [nodes] }),
  );
  return { nodeSubnetId: nodes.id, apiServerSubnetId: apiServer.id, resources: [nat, nodes, apiServer] };
}

function createNatGateway(scope: AksScope): NatGateway {
  const { prefix, aks, names, tags } = scope;
  const resourceGroupName = scope.resourceGroup.name;
  const { zone, addresses, idleMinutes } = aks.network.nat;
  const zoned = aksRegions[aks.region]?.zones === true;
  const addressZones = zone !== undefined ? [zone] : zoned ? ["1", "2", "3"] : [];
  const publicIps = Array.from({ length: addresses }, (_, index) => {
    const name = `nat-${index + 1}`;
    return new PublicIPAddress(
      `${prefix}-${name}`,
      {
        resourceGroupName,
        location: aks.region,
        publicIpAddressName: `${names.cluster}-${name}`,
        sku: { name: "Standard", tier: "Regional" },
        publicIPAllocationMethod: "Static",
        publicIPAddressVersion: "IPv4",
        ...(addressZones.length > 0 ? { zones: addressZones } : {}),
        tags,
      },
      partOptions(scope),
    );
  });
  return new NatGateway(
    `${prefix}-nat`,
    {
      resourceGroupName,
      location: aks.region,
      natGatewayName: `${names.cluster}-nat`,
      sku: { name: "Standard" },
      publicIpAddresses: publicIps.map(({ id }) => ({ id })),
      idleTimeoutInMinutes: idleMinutes,
      ...(zone !== undefined ? { zones: [zone] } : {}),
      tags,
    },
    partOptions(scope),
  );
}
