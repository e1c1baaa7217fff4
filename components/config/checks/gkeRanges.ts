import type { GkeConfig } from "../clusters";
import { zonesOf } from "../clusters/gkeRegions";
import type { Problem } from "../errors";
import { type Cidr, parseCidr, size } from "../values/cidr";

// Google Cloud keeps four addresses of each primary subnet. Source: "VPC subnets", reserved IP addresses.
const reserved = 4;

const controlPlanePrefix = 28;

/** The prefix lengths that GKE takes for services. Source: "VPC-native clusters", IP address ranges. */
const servicePrefixes = { largest: 16, smallest: 27 } as const;

/**
 * The most nodes of a Standard cluster: each pool's maximum, and what an upgrade adds in each zone. Node pools that GKE
 * adds by itself are not counted, since only their processors and memory are limited.
 */
export function mostNodes(cluster: GkeConfig): number {
  const zones = zonesOf(cluster).length;
  return Object.values(cluster.nodePools).reduce(
    (sum, { max, upgrade, zones: own }) => sum + max + upgrade.maxSurge * (own?.length ?? zones),
    0,
  );
}

/** Addresses that a node takes of the pods' range. Source: "Flexible Pod CIDR", at least twice the pods of a node. */
export function addressesPerNode(maxPods: number): number {
  return 2 ** Math.ceil(Math.log2(maxPods * 2));
}

function podAddresses(cluster: GkeConfig): number {
  const zones = zonesOf(cluster).length;
  return Object.values(cluster.nodePools)
    .map(({ max, upgrade, maxPodsPerNode, zones: own }) => ({
      nodes: max + upgrade.maxSurge * (own?.length ?? zones),
      each: addressesPerNode(maxPodsPerNode ?? cluster.network.maxPodsPerNode),
    }))
    .reduce((sum, { nodes, each }) => sum + nodes * each, 0);
}

// The prefix length of the smallest network with this many addresses.
function prefixFor(addresses: number): number {
  return 32 - Math.ceil(Math.log2(addresses));
}

function nodeRange(cluster: GkeConfig, range: Cidr): Problem[] {
  const nodes = mostNodes(cluster);
  if (cluster.mode === "autopilot" || size(range) - reserved >= nodes) return [];
  const allowed = `a /${prefixFor(nodes + reserved)} or larger: the pools have up to ${nodes} nodes while they upgrade`;
  return [{ path: ["cluster", "network", "cidr"], found: range.text, allowed }];
}

function podRange(cluster: GkeConfig, range: Cidr): Problem[] {
  const addresses = podAddresses(cluster);
  if (cluster.mode === "autopilot" || size(range) >= addresses) return [];
  const allowed = `a /${prefixFor(addresses)} or larger: ${mostNodes(cluster)} nodes take ${addresses} addresses (a /24 each for 110 pods)`;
  return [{ path: ["cluster", "network", "podCidr"], found: range.text, allowed }];
}

function serviceRange(_cluster: GkeConfig, range: Cidr): Problem[] {
  const { largest, smallest } = servicePrefixes;
  if (range.prefix >= largest && range.prefix <= smallest) return [];
  return [
    { path: ["cluster", "network", "serviceCidr"], found: range.text, allowed: `a /${largest} to a /${smallest}` },
  ];
}

function controlPlaneRange(_cluster: GkeConfig, range: Cidr): Problem[] {
  if (range.prefix === controlPlanePrefix) return [];
  const allowed = `exactly a /${controlPlanePrefix}`;
  return [{ path: ["cluster", "network", "controlPlaneCidr"], found: range.text, allowed }];
}

const checks = {
  cidr: nodeRange,
  podCidr: podRange,
  serviceCidr: serviceRange,
  controlPlaneCidr: controlPlaneRange,
} as const;

/** Ranges that are too small for what is to be in them, or of a size that GKE does not take. */
export function rangeProblems(cluster: GkeConfig): Problem[] {
  return (["cidr", "podCidr", "serviceCidr", "controlPlaneCidr"] as const).flatMap((key) => {
    const range = parseCidr(cluster.network[key]);
    return range === undefined ? [] : checks[key](cluster, range);
  });
}
