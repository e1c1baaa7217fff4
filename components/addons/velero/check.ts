import type { Problem } from "../../config/errors";
import type { Config } from "../../config/parse";
import { snapshotMethod } from "./modes";
import type { VeleroOptions } from "./options";

/** What the schema cannot say of Velero's options; paths are relative to them. */
export function veleroProblems(options: VeleroOptions, config: Config): Problem[] {
  return [...placeProblems(config), ...snapshotProblems(options, config), ...scheduleProblems(options)];
}

function placeProblems({ cluster }: Config): Problem[] {
  if (cluster.cloud !== "existing" || cluster.objectStore !== undefined) return [];
  return [
    {
      path: [],
      found: "no object store to keep backups in",
      allowed: "on an existing cluster, velero with kubernetes-architect:cluster.objectStore set",
    },
  ];
}

// The clouds each have a snapshot class and an interface of their own; an existing cluster has what its config says.
function snapshotProblems(options: VeleroOptions, { cluster }: Config): Problem[] {
  const problems: Problem[] = [];
  const existing = cluster.cloud === "existing";
  const snapshotClass = existing ? cluster.snapshotClass : { name: "", driver: "" };
  if (existing && options.snapshots === "cloud")
    problems.push({
      path: ["snapshots"],
      found: "cloud on an existing cluster",
      allowed: "csi or none there, since Velero has no rights in a cloud",
    });
  if (options.snapshots === "csi" && snapshotClass === undefined)
    problems.push({
      path: ["snapshots"],
      found: "csi without a snapshot class",
      allowed: "csi with kubernetes-architect:cluster.snapshotClass set",
    });
  if (options.moveSnapshotData && snapshotMethod(options, snapshotClass) !== "csi")
    problems.push({
      path: ["moveSnapshotData"],
      found: "true without CSI snapshots",
      allowed: "true only where snapshots are taken by csi; fileSystemBackup needs none",
    });
  return problems;
}

function scheduleProblems({ schedules }: VeleroOptions): Problem[] {
  return Object.entries(schedules).flatMap(([name, { includedNamespaces, excludedNamespaces }]) => {
    const both = (includedNamespaces ?? []).filter((it) => excludedNamespaces.includes(it));
    return both.map((namespace) => ({
      path: ["schedules", name, "includedNamespaces"],
      found: `${namespace}, which excludedNamespaces leaves out`,
      allowed: "each namespace in one of the two lists",
    }));
  });
}
