/** The types of disk that boot and hold volumes, the one that costs least first. */
export const diskTypes = ["pd-balanced", "hyperdisk-balanced", "pd-ssd"] as const;

/** What a machine series is made of. */
export interface MachineSeries {
  readonly architecture: "amd64" | "arm64";
  /** `pd`: persistent disks only; `hyperdisk`: Hyperdisk only; `any`: both. */
  readonly disks: "pd" | "hyperdisk" | "any";
}

// Source: Compute Engine, "Machine families resource and comparison guide" and "Hyperdisk: machine series support".
const table: Readonly<Record<MachineSeries["architecture"], Readonly<Record<MachineSeries["disks"], string>>>> = {
  amd64: {
    pd: "e2 f1 g1 n1 n2 n2d t2d c2 c2d m1 m2 a2 g2",
    any: "c3 c3d m3 h3 z3 a3",
    hyperdisk: "n4 n4d c4 c4d m4 h4d x4 g4 a4",
  },
  arm64: { pd: "t2a", any: "", hyperdisk: "c4a n4a a4x" },
};

const series: ReadonlyMap<string, MachineSeries> = new Map(
  (["amd64", "arm64"] as const).flatMap((architecture) =>
    (["pd", "any", "hyperdisk"] as const).flatMap((disks) =>
      table[architecture][disks]
        .split(" ")
        .filter((name) => name !== "")
        .map((name) => [name, { architecture, disks }] as const),
    ),
  ),
);

/** True for text in the form of a machine type: `e2-standard-4`, `n2-custom-4-8192`, `c3-standard-8-lssd`. */
export function isMachineType(text: string): boolean {
  return /^[a-z]\d{1,2}[a-z]{0,2}-[a-z]+(-\d+[a-z]?)*(-[a-z]+)?$/.test(text);
}

/** The series of a machine type such as `c4a-standard-4`; undefined for one that is not known here. */
export function seriesOf(machineType: string): MachineSeries | undefined {
  return series.get(machineType.split("-")[0] ?? "");
}

/** The processor architecture of a machine type; an unknown series is taken to be amd64. */
export function architectureOf(machineType: string): MachineSeries["architecture"] {
  return seriesOf(machineType)?.architecture ?? "amd64";
}

/**
 * True when the node images of a machine type are signed, so that it can refuse to boot anything else. Those of the
 * first Arm series were not. Source: guest-test-infra, imagetest, the tests of Shielded VMs.
 */
export function bootsSecurely(machineType: string): boolean {
  return !machineType.startsWith("t2a-");
}

/** The disk type that a machine type can boot from and that costs least of the solid-state ones. */
export function bootDiskOf(machineType: string): string {
  return seriesOf(machineType)?.disks === "hyperdisk" ? "hyperdisk-balanced" : "pd-balanced";
}

/** True when a disk type can be attached to a machine type; an unknown series is taken to do so. */
export function takesDisk(machineType: string, diskType: string): boolean {
  const disks = seriesOf(machineType)?.disks ?? "any";
  return disks === "any" || diskType.startsWith(disks);
}
