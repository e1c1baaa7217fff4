/** A virtual machine size, read from its name. Source: Azure "Virtual machine size naming conventions". */
export interface VmSize {
  /** The family and sub-family, such as `D` or `NC`. */
  readonly family: string;
  readonly vcpus: number;
  readonly architecture: "amd64" | "arm64";
  /** True when it takes Premium SSDs: the letter `s`. */
  readonly premiumDisks: boolean;
  /** True when it has a disk on its host: the letter `d`. */
  readonly localDisk: boolean;
  /** The version at the end, such as 5 in `_v5`; 1 where there is none. */
  readonly version: number;
}

const form = /^Standard_([A-Z]+)(\d+)(?:-(\d+))?([a-z]*)(?:_(?!v\d+$)[A-Za-z0-9]+)?(?:_v(\d+))?$/;

/**
 * Reads a size such as `Standard_D4ds_v5`, `Standard_E64-32ds_v5` or `Standard_NC4as_T4_v3`.
 * @returns undefined for anything that is no such name
 */
export function parseVmSize(text: string): VmSize | undefined {
  const match = form.exec(text);
  if (match === null) return undefined;
  const [, family = "", count = "", constrained, features = "", version = "1"] = match;
  return {
    family,
    vcpus: Number(constrained ?? count),
    // The letter p stands for Arm processors among the features; in the family (NP) it does not.
    architecture: features.includes("p") ? "arm64" : "amd64",
    premiumDisks: features.includes("s") || family.endsWith("S"),
    localDisk: features.includes("d"),
    version: Number(version),
  };
}

// GiB of local disk for each processor, of the families whose local disk AKS can put an ephemeral OS disk on. Versions
// from 6 on have NVMe disks of other sizes. Source: Azure, "Ddsv5 size series" and "Edsv5 size series".
const localGiBPerCpu: Readonly<Record<string, number>> = { D: 37.5, E: 37.5 };

/** How large an ephemeral OS disk a size takes, in GiB; 0 where it takes none. */
export function ephemeralDiskGiB(text: string): number {
  const size = parseVmSize(text);
  if (size === undefined || !size.localDisk || size.version < 4 || size.version > 5) return 0;
  return Math.floor(size.vcpus * (localGiBPerCpu[size.family] ?? 0));
}

/** Where a pool's OS disk is: on the host where the size has room for it, unless the config says otherwise. */
export function osDiskType(pool: {
  readonly instance: string;
  readonly diskGiB: number;
  readonly osDisk: "auto" | "ephemeral" | "managed";
}): "Ephemeral" | "Managed" {
  if (pool.osDisk !== "auto") return pool.osDisk === "ephemeral" ? "Ephemeral" : "Managed";
  return ephemeralDiskGiB(pool.instance) >= pool.diskGiB ? "Ephemeral" : "Managed";
}
