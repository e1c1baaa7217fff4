import type { Cloud } from "../../config/clusters/common";
import type { Problem } from "../../config/errors";
import type { Config } from "../../config/parse";
import { snapshotMethod } from "./modes";
import type { VeleroOptions } from "./options";
import { storageAccountId } from "./place";
import { restoreCheckProblems } from "./restoreCheckOptions";

/** What the schema cannot say of Velero's options; paths are relative to them. */
export function veleroProblems(options: VeleroOptions, config: Config): Problem[] {
  return [
    ...placeProblems(config),
    ...snapshotProblems(options, config),
    ...otherPlaceProblems(options, config),
    ...nodeProblems(options, config),
    ...scheduleProblems(options),
    ...restoreCheckProblems(options),
  ];
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

/** What `resourceId` is on each cloud; Google Cloud gives rights by the bucket's name. */
const resourceIds: { readonly [cloud in Cloud]?: { readonly form: RegExp; readonly allowed: string } } = {
  eks: { form: /^arn:aws[a-z-]*:s3:::[^/]+$/, allowed: "the bucket's ARN, such as arn:aws:s3:::backups" },
  aks: { form: storageAccountId, allowed: "the storage account's resource id, /subscriptions/…/storageAccounts/…" },
};

// Without a bucket it is this cluster's own, or its store's, of which all is known.
function otherPlaceProblems({ restoreFrom, prefix }: VeleroOptions, { cluster, stack }: Config): Problem[] {
  if (restoreFrom === undefined) return [];
  const { bucket, resourceId } = restoreFrom;
  const problem = (option: keyof typeof restoreFrom, allowed: string): Problem => ({
    path: ["restoreFrom", option],
    ...(restoreFrom[option] === undefined ? {} : { found: JSON.stringify(restoreFrom[option]) }),
    allowed,
  });
  if (bucket === undefined || cluster.cloud === "existing") {
    const allowed = bucket === undefined ? "with bucket only" : "nothing on an existing cluster: its store says it";
    const useless = (["region", "resourceId", "key"] as const).filter((option) => restoreFrom[option] !== undefined);
    const same = bucket === undefined && restoreFrom.prefix === (prefix ?? cluster.name ?? stack);
    return [
      ...useless.map((option) => problem(option, allowed)),
      ...(same ? [problem("prefix", "another folder than this cluster's own")] : []),
    ];
  }
  const wanted = resourceIds[cluster.cloud];
  return wanted === undefined || wanted.form.test(resourceId ?? "") ? [] : [problem("resourceId", wanted.allowed)];
}

// A node agent that reads files mounts the kubelet's folder (GKE, "Autopilot security capabilities", hostPath).
function nodeProblems({ fileSystemBackup }: VeleroOptions, { cluster }: Config): Problem[] {
  if (fileSystemBackup === "off" || cluster.cloud !== "gke" || cluster.mode !== "autopilot") return [];
  return [
    {
      path: ["fileSystemBackup"],
      found: `${fileSystemBackup} on a cluster of mode autopilot`,
      allowed: "off there, since no pod may mount folders of a node; moveSnapshotData copies volumes without",
    },
  ];
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
