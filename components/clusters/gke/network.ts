import { Network } from "@pulumi/gcp/compute/network";
import { Subnetwork } from "@pulumi/gcp/compute/subnetwork";
import * as pulumi from "@pulumi/pulumi";
import { createFirewall } from "./firewall";
import { computeNameOf } from "./names";
import { createNat } from "./nat";
import type { GkeSite } from "./site";

/** The names of the subnet's secondary ranges. */
export const rangeNames = { pods: "pods", services: "services" } as const;

/**
 * A VPC for one cluster: a subnet with the pods' and services' ranges, a way out, and a firewall. Neither VPC nor subnet
 * has a description, since another wording would replace it.
 */
export class GkeNetwork extends pulumi.ComponentResource {
  readonly networkId: pulumi.Output<string>;
  readonly subnetId: pulumi.Output<string>;
  /** The way out: a pod whose image comes from another registry waits for it. */
  readonly nat: pulumi.Resource;
  readonly firewall: readonly pulumi.Resource[];

  /**
   * @param nodeAccount the address of the nodes' service account, which firewall rules name them by
   */
  constructor(
    site: GkeSite,
    nodeAccount: pulumi.Input<string>,
    parent: pulumi.Resource,
    dependsOn: readonly pulumi.Resource[],
  ) {
    super("kubernetes-architect:clusters:GkeNetwork", `${site.name}-network`, {}, { parent });
    const network = createVpc(site, this, dependsOn);
    const subnet = createSubnet(site, network, this);
    this.networkId = network.id;
    this.subnetId = subnet.id;
    this.nat = createNat(site, network, subnet.id, this);
    this.firewall = createFirewall(site, { networkId: network.id, nodeAccount }, this);
    this.registerOutputs({});
  }
}

function createVpc({ name }: GkeSite, parent: pulumi.Resource, dependsOn: readonly pulumi.Resource[]): Network {
  return new Network(
    `${name}-vpc`,
    {
      name: computeNameOf(name),
      autoCreateSubnetworks: false,
      routingMode: "REGIONAL",
    },
    { parent, dependsOn: [...dependsOn] },
  );
}

function createSubnet({ name, region, config }: GkeSite, network: Network, parent: pulumi.Resource): Subnetwork {
  const { cidr, podCidr, serviceCidr, flowLogs } = config.network;
  const logConfig = {
    aggregationInterval: "INTERVAL_5_SEC",
    flowSampling: 0.5,
    metadata: "INCLUDE_ALL_METADATA",
  };
  return new Subnetwork(
    `${name}-subnet`,
    {
      name: computeNameOf(name, "nodes"),
      network: network.id,
      region,
      ipCidrRange: cidr,
      secondaryIpRanges: [
        { rangeName: rangeNames.pods, ipCidrRange: podCidr },
        { rangeName: rangeNames.services, ipCidrRange: serviceCidr },
      ],
      privateIpGoogleAccess: true,
      ...(flowLogs ? { logConfig } : {}),
    },
    { parent },
  );
}
