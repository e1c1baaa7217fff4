import { type Cidr, parseCidr, size, subnets } from "../values/cidr";

/** The most zones that a VPC is cut for. */
export const maxZones = 3;

// The smallest subnet that AWS takes, and the addresses that it keeps of each. Source: "Subnet CIDR blocks" (VPC User Guide).
const smallest = 28;
const reserved = 5;

/** One zone's networks. */
export interface ZoneNetworks {
  readonly zone: string;
  /** For nodes and pods. */
  readonly private: Cidr;
  /** For load balancers that face the internet, and NAT gateways. */
  readonly public: Cidr;
}

/**
 * Cuts a VPC's network: a quarter each for the private networks of three zones, whether there are three or not, and the
 * public ones in the last quarter. So a third zone, added later at the end of the list, moves no subnet.
 * @returns undefined for a network that is no network or is too small
 */
export function eksSubnets(cidr: string, zones: readonly string[]): readonly ZoneNetworks[] | undefined {
  const network = parseCidr(cidr);
  if (network === undefined) return undefined;
  const indexes = Array.from({ length: maxZones }, (_, index) => index);
  const cut = subnets(network, [
    ...indexes.map((index) => ({ name: `private-${index}`, prefix: network.prefix + 2 })),
    ...indexes.map((index) => ({ name: `public-${index}`, prefix: Math.min(network.prefix + 6, smallest) })),
  ]);
  const found = zones.map((zone, index) => {
    const [inner, outer] = [cut?.get(`private-${index}`), cut?.get(`public-${index}`)];
    return inner === undefined || outer === undefined ? undefined : { zone, private: inner, public: outer };
  });
  return found.every((it) => it !== undefined) ? found : undefined;
}

/** How many addresses nodes and pods can have. */
export function usableAddresses(networks: readonly ZoneNetworks[]): number {
  return networks.reduce((sum, it) => sum + size(it.private) - reserved, 0);
}
