import type { ClusterFacts } from "../../clusters/cluster";
import type { PodSecurity } from "../addon";
import type { VeleroOptions } from "./options";

export type SnapshotMethod = NonNullable<VeleroOptions["snapshots"]>;

/** How volumes are snapshot: as told, else by CSI where the cluster has a snapshot class. */
export function snapshotMethod(
  { snapshots }: Pick<VeleroOptions, "snapshots">,
  snapshotClass: ClusterFacts["snapshotClass"],
): SnapshotMethod {
  return snapshots ?? (snapshotClass === undefined ? "none" : "csi");
}

/** True when volumes' data is read on the nodes, by agents there. */
export function needsNodeAgent({
  moveSnapshotData,
  fileSystemBackup,
}: Pick<VeleroOptions, "moveSnapshotData" | "fileSystemBackup">): boolean {
  return moveSnapshotData || fileSystemBackup !== "off";
}

/**
 * The strictest level that Velero's pods pass. The server alone is restricted. The pods that move a snapshot's data run
 * as root on a volume of their own; only backing up files mounts the node's folders.
 */
export function podSecurity(options: Pick<VeleroOptions, "moveSnapshotData" | "fileSystemBackup">): PodSecurity {
  if (options.fileSystemBackup !== "off") return "privileged";
  return options.moveSnapshotData ? "baseline" : "restricted";
}
