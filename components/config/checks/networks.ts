import type { Path, Problem } from "../errors";
import type { Config } from "../parse";
import { overlaps, parseCidr } from "../values/cidr";

/** A network of a cluster: where it stands in the config and what it is for. */
export interface NamedNetwork {
  readonly path: Path;
  /** What it is, as in "the pods' network". */
  readonly name: string;
  readonly cidr: string;
}

/** The networks that a cluster will be connected to. */
function peered({ cluster }: Config): NamedNetwork[] {
  if (!("network" in cluster)) return [];
  return cluster.network.peeredCidrs.map(({ name, cidr }, index) => ({
    path: ["cluster", "network", "peeredCidrs", index, "cidr"],
    name: `the peered network ${name}`,
    cidr,
  }));
}

/**
 * Refuses networks that share addresses: the cluster's own with each other and with every peered one.
 * @param own the cluster's networks; each later one is reported against each earlier one
 */
export function overlapProblems(config: Config, own: readonly NamedNetwork[]): Problem[] {
  const networks = [...own, ...peered(config)];
  return networks.flatMap((network, index) => {
    const earlier = networks.slice(0, index).find((other) => share(network.cidr, other.cidr));
    if (earlier === undefined) return [];
    return [
      {
        path: network.path,
        found: JSON.stringify(network.cidr),
        allowed: `a network that does not overlap ${earlier.name} (${earlier.cidr})`,
        follows: [earlier.path],
      },
    ];
  });
}

function share(a: string, b: string): boolean {
  const [first, second] = [parseCidr(a), parseCidr(b)];
  return first !== undefined && second !== undefined && overlaps(first, second);
}

/** Refuses two peered networks of one name. */
export function peerNameProblems({ cluster }: Config): Problem[] {
  if (!("network" in cluster)) return [];
  const names = cluster.network.peeredCidrs.map(({ name }) => name);
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [
          {
            path: ["cluster", "network", "peeredCidrs", index, "name"],
            found: `${JSON.stringify(name)} a second time`,
            allowed: "each name once",
          },
        ],
  );
}
