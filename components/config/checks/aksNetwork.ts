import type { AksConfig } from "../clusters";
import { aksSubnets } from "../clusters/aksSubnets";
import type { Problem } from "../errors";
import { parseCidr, size } from "../values/cidr";
import { unless } from "./unless";

// Each node has a /24 of the pods' network. Source: AKS documentation, "Azure CNI Overlay networking".
const podPrefixPerNode = 24;
// Azure keeps the first four addresses of a subnet and the last one. Source: "Azure Virtual Network FAQ".
const reservedAddresses = 5;
// Left free in the nodes' subnet for load balancers inside the network.
const loadBalancerAddresses = 16;

type Pool = Pick<AksConfig["systemPool"], "max" | "maxSurge">;

/** The most nodes a pool has: its maximum, and those that an upgrade adds. */
function mostNodesOf({ max, maxSurge }: Pool): number {
  return max + Math.ceil((max * Number.parseInt(maxSurge, 10)) / 100);
}

/** The most nodes that the cluster has while all its pools are full and being upgraded. */
export function mostNodes(cluster: AksConfig): number {
  return [cluster.systemPool, ...Object.values(cluster.nodePools)].reduce((sum, pool) => sum + mostNodesOf(pool), 0);
}

function podNetwork(cluster: AksConfig): Problem[] {
  const network = parseCidr(cluster.network.podCidr);
  const nodes = mostNodes(cluster);
  const room = network === undefined ? nodes : 2 ** (podPrefixPerNode - network.prefix);
  const needed = podPrefixPerNode - Math.ceil(Math.log2(nodes));
  return unless(
    room >= nodes,
    ["network", "podCidr"],
    `${cluster.network.podCidr}, room for ${Math.floor(room)} nodes`,
    `a /${needed} or larger: a /24 for each of the ${nodes} nodes that the pools grow to, upgrades included`,
  );
}

function nodeSubnet(cluster: AksConfig): Problem[] {
  const nodes = mostNodes(cluster);
  const needed = nodes + reservedAddresses + loadBalancerAddresses;
  const cut = aksSubnets(cluster.network.cidr);
  const prefix = 31 - Math.ceil(Math.log2(needed));
  const fits = cut !== undefined && size(cut.nodes) >= needed;
  const allowed = `a /${Math.min(prefix, 26)} or larger: half of it is for ${nodes} nodes, upgrades included`;
  return unless(fits, ["network", "cidr"], cluster.network.cidr, allowed);
}

// Source: AKS documentation, "Azure CNI networking": the service range must be smaller than /12.
function serviceNetwork({ network: { serviceCidr } }: AksConfig): Problem[] {
  const prefix = parseCidr(serviceCidr)?.prefix ?? 16;
  return unless(prefix > 12 && prefix <= 28, ["network", "serviceCidr"], serviceCidr, "a network from /13 to /28");
}

/** Whether the networks are large enough for the most nodes that the pools grow to. */
export function aksNetworkProblems(cluster: AksConfig): Problem[] {
  return [podNetwork, nodeSubnet, serviceNetwork].flatMap((rule) => rule(cluster));
}
