import { architectureOf, diskTypes, takesDisk } from "./gkeMachines";

/** The parts of a node pool that decide which pods land on it. */
export interface PoolPlace {
  readonly instance: string;
  readonly taints: readonly { readonly effect: string }[];
}

type Pools<P extends PoolPlace> = Readonly<Record<string, P>>;

/** True when all pools are Arm machines. GKE taints those, unless it is told not to. */
export function onlyArm(pools: Pools<PoolPlace>): boolean {
  const all = Object.values(pools);
  return all.length > 0 && all.every(({ instance }) => architectureOf(instance) === "arm64");
}

/**
 * The pools that take pods which ask for nothing, such as the add-ons': those without taints of their own, and without
 * the one that GKE puts on Arm nodes. Source: GKE, "Prepare to deploy an Arm workload in a Standard cluster".
 */
export function generalPools<P extends PoolPlace>(pools: Pools<P>): readonly (readonly [string, P])[] {
  const arm = onlyArm(pools);
  return Object.entries(pools).filter(
    ([, { instance, taints }]) =>
      taints.every(({ effect }) => effect === "PreferNoSchedule") && (arm || architectureOf(instance) !== "arm64"),
  );
}

/** The first disk type that all general pools take, cheapest first; undefined when there is none. */
export function commonDiskType(pools: Pools<PoolPlace>): string | undefined {
  const general = generalPools(pools);
  return diskTypes.find((type) => general.every(([, { instance }]) => takesDisk(instance, type)));
}
