import ipaddr from "ipaddr.js";

/** An IPv4 network as numbers: `first` and `last` address, prefix length in bits. */
export interface Cidr {
  readonly text: string;
  readonly first: number;
  readonly last: number;
  readonly prefix: number;
}

const space = 2 ** 32;

function toNumber(address: ipaddr.IPv4): number {
  return address.octets.reduce((sum, octet) => sum * 256 + octet, 0);
}

function toText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

function fromNumber(first: number, prefix: number): Cidr {
  return { text: `${toText(first)}/${prefix}`, first, last: first + 2 ** (32 - prefix) - 1, prefix };
}

/**
 * Reads `10.20.0.0/16`.
 * @returns undefined for anything else: IPv6, no prefix length, or host bits set (`10.20.0.1/16`).
 */
export function parseCidr(text: string): Cidr | undefined {
  if (!/^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/.test(text) || !ipaddr.IPv4.isValidCIDR(text)) return undefined;
  const [address, prefix] = ipaddr.IPv4.parseCIDR(text);
  const cidr = fromNumber(toNumber(address), prefix);
  return cidr.first % 2 ** (32 - prefix) === 0 && cidr.text === text ? cidr : undefined;
}

/** True when two networks share an address. */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/** True when every address of `inner` is in `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

/** How many addresses a network has. */
export function size(cidr: Cidr): number {
  return cidr.last - cidr.first + 1;
}

/** The address at `offset` from the network's first one, as text. */
export function addressAt(cidr: Cidr, offset: number): string {
  return toText(cidr.first + offset);
}

/** True for addresses of RFC 1918 (private) and RFC 6598 (shared) space, which is where a cluster's networks belong. */
export function isPrivate(cidr: Cidr): boolean {
  return ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].some((block) => {
    const outer = parseCidr(block);
    return outer !== undefined && contains(outer, cidr);
  });
}

/** How a network is cut: one entry a subnet wanted, with its prefix length. */
export interface SubnetRequest {
  readonly name: string;
  readonly prefix: number;
}

/**
 * Cuts a network into subnets, largest first, each aligned, none overlapping. The result depends on names and prefix
 * lengths only, not on their order.
 * @returns undefined when they do not fit.
 */
export function subnets(network: Cidr, requests: readonly SubnetRequest[]): ReadonlyMap<string, Cidr> | undefined {
  const sorted = [...requests].sort((a, b) => a.prefix - b.prefix || (a.name < b.name ? -1 : 1));
  const result = new Map<string, Cidr>();
  let next = network.first;
  for (const { name, prefix } of sorted) {
    if (prefix < network.prefix || prefix > 32 || next >= space) return undefined;
    const cidr = fromNumber(next, prefix);
    if (cidr.last > network.last) return undefined;
    result.set(name, cidr);
    next = cidr.last + 1;
  }
  return result;
}
