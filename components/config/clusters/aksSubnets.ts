import { type Cidr, parseCidr, subnets } from "../values/cidr";

/** The subnets of a cluster's virtual network. */
export interface AksSubnets {
  readonly nodes: Cidr;
  /** Where the API server's private address is. Nothing else may be in it. */
  readonly apiServer: Cidr;
}

// The smallest that AKS takes. Source: AKS documentation, "API Server VNet Integration".
const apiServerPrefix = 28;

/**
 * Cuts a virtual network: half of it for the nodes, a /28 for the API server, the rest left free for other subnets.
 * @returns undefined when the network is too small
 */
export function aksSubnets(network: string): AksSubnets | undefined {
  const cidr = parseCidr(network);
  if (cidr === undefined) return undefined;
  const cut = subnets(cidr, [
    { name: "nodes", prefix: cidr.prefix + 1 },
    { name: "apiServer", prefix: apiServerPrefix },
  ]);
  const [nodes, apiServer] = [cut?.get("nodes"), cut?.get("apiServer")];
  return nodes === undefined || apiServer === undefined ? undefined : { nodes, apiServer };
}
