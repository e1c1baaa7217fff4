import type { EksConfig } from "../clusters";
import { parseInstance, podsPerNode } from "../clusters/eksInstances";
import { zonesOf, zonesWanted } from "../clusters/eksRegions";
import { eksSubnets, usableAddresses } from "../clusters/eksSubnets";
import type { Path, Problem } from "../errors";
import type { Config, RawConfig } from "../parse";
import { oneOf, problemAt } from "../problems";
import { parseCidr } from "../values/cidr";
import type { NamedNetwork } from "./networks";

/** The networks that an EKS cluster has of its own. */
export function eksNetworks({ network }: EksConfig): readonly NamedNetwork[] {
  return [
    { path: ["cluster", "network", "cidr"], name: "the VPC's network", cidr: network.cidr },
    { path: ["cluster", "network", "serviceCidr"], name: "the services' network", cidr: network.serviceCidr },
  ];
}

/** What only EKS asks of a config. */
export function eksProblems(config: Config, _raw: RawConfig): readonly Problem[] {
  const { cluster } = config;
  if (cluster.cloud !== "eks") return [];
  return [
    ...zoneProblems(cluster),
    ...sizeProblems(cluster),
    ...addressProblems(cluster),
    ...instanceProblems(cluster),
    ...placeProblems(cluster),
    ...accessProblems(cluster),
  ];
}

function zoneProblems(cluster: EksConfig): Problem[] {
  const { zones } = cluster.network;
  const known = zonesOf(cluster.region);
  return (zones ?? []).flatMap((zone, index): Problem[] => {
    const path = ["cluster", "network", "zones", index];
    const allowed = `${oneOf(known)}, the zones of ${cluster.region}`;
    if (!known.includes(zone)) return [{ ...problemAt({ cluster }, path, allowed), follows: [["cluster", "region"]] }];
    return zones?.indexOf(zone) === index
      ? []
      : [{ path, found: `${JSON.stringify(zone)} a second time`, allowed: "each zone once" }];
  });
}

interface PrefixRule {
  readonly key: "cidr" | "serviceCidr";
  readonly largest: number;
  readonly smallest: number;
}

// Sources: "VPC CIDR blocks" (VPC User Guide), whose /28 is too small to be cut in zones; KubernetesNetworkConfigRequest
// (EKS API reference).
const prefixRules: readonly PrefixRule[] = [
  { key: "cidr", largest: 16, smallest: 24 },
  { key: "serviceCidr", largest: 12, smallest: 24 },
];

function sizeProblems(cluster: EksConfig): Problem[] {
  return prefixRules.flatMap(({ key, largest, smallest }) => {
    const prefix = parseCidr(cluster.network[key])?.prefix;
    if (prefix === undefined || (prefix >= largest && prefix <= smallest)) return [];
    return [problemAt({ cluster }, ["cluster", "network", key], `a network between /${largest} and /${smallest}`)];
  });
}

/** A VPC in which every pool can reach its max: each node has an address of its own and one for each of its pods. */
function addressProblems(cluster: EksConfig): Problem[] {
  const { cidr } = cluster.network;
  const networks = eksSubnets(cidr, zonesWanted(cluster.region, cluster.network));
  const pools = Object.entries(cluster.nodePools);
  if (networks === undefined || pools.length === 0) return [];
  const needed = pools.reduce((sum, [, { instance, max }]) => sum + max * (podsPerNode(instance) + 1), 0);
  const usable = usableAddresses(networks);
  if (needed <= usable) return [];
  const sums = pools.map(([name, { instance, max }]) => `${name} ${max} × (${podsPerNode(instance)} pods + 1)`);
  return [
    problemAt(
      { cluster },
      ["cluster", "network", "cidr"],
      `a network whose private subnets have ${needed} addresses (${sums.join(" + ")}); those of ${cidr} have ${usable} in ${networks.length} zones`,
    ),
  ];
}

function instanceProblems(cluster: EksConfig): Problem[] {
  return Object.entries(cluster.nodePools).flatMap(([name, pool]) => {
    const path: Path = ["cluster", "nodePools", name];
    const own = parseInstance(pool.instance);
    if (own === undefined) return [];
    const wrong =
      pool.architecture === undefined || pool.architecture === own.architecture
        ? []
        : [
            {
              ...problemAt({ cluster }, [...path, "architecture"], `${own.architecture}, which ${pool.instance} is`),
              follows: [[...path, "instance"]],
            },
          ];
    const others = pool.alternatives.flatMap((other, index) =>
      parseInstance(other)?.architecture === own.architecture
        ? []
        : [
            {
              ...problemAt(
                { cluster },
                [...path, "alternatives", index],
                `a type of ${own.architecture}, as ${pool.instance} is`,
              ),
              follows: [[...path, "instance"]],
            },
          ],
    );
    return [...wrong, ...others];
  });
}

/** How many nodes are always there that no taint keeps a controller from. */
export function lastingNodes({ nodePools }: EksConfig): number {
  return Object.values(nodePools)
    .filter(({ taints }) => taints.every(({ effect }) => effect === "PreferNoSchedule"))
    .reduce((sum, { min }) => sum + min, 0);
}

/** DNS and the autoscaler run on nodes too. */
function placeProblems(cluster: EksConfig): Problem[] {
  const pools = Object.values(cluster.nodePools);
  if (lastingNodes(cluster) > 0) return [];
  return [
    {
      path: ["cluster", "nodePools"],
      found: pools.length === 0 ? "no pool" : "only pools that are tainted or may be empty",
      allowed: "at least one pool without taints whose min is 1 or more, for DNS and the controllers to run on",
    },
  ];
}

function accessProblems({ access }: EksConfig): Problem[] {
  const all = [
    ...access.admins.map((arn, index) => ({ arn, path: ["cluster", "access", "admins", index] })),
    ...access.viewers.map((arn, index) => ({ arn, path: ["cluster", "access", "viewers", index] })),
  ];
  return all.flatMap(({ arn, path }, index) =>
    all.findIndex((other) => other.arn === arn) === index
      ? []
      : [{ path, found: `${JSON.stringify(arn)} a second time`, allowed: "each role or user once, in one list" }],
  );
}
