import type { Permission } from "../../clusters/permissions";
import { type AddonContext, type AddonParts, defineAddon } from "../addon";
import { veleroProblems } from "./check";
import { podSecurity, snapshotMethod } from "./modes";
import { namespace, serviceAccount } from "./names";
import { veleroObjects } from "./objects";
import { type VeleroOptions, veleroOptions, veleroProfiles } from "./options";
import { type Place, placeOf, placeOutputs } from "./place";
import { restoreCheckObjects } from "./restoreCheck";
import { veleroValues } from "./values";

/** Backups of the cluster's objects and volumes, and their restore. */
export const velero = defineAddon({
  name: "velero",
  summary: "Backups of objects and volumes into an object store, and their restore",
  options: veleroOptions,
  profiles: veleroProfiles,
  charts: ["velero"],
  after: ["prometheus"],
  check: veleroProblems,
  parts,
});

function parts(context: AddonContext, options: VeleroOptions): AddonParts {
  const place = placeOf(context, options);
  const grant = context.grant({ namespace, serviceAccount }, permissions(context, options, place));
  const objects = veleroObjects(context, options, place);
  return {
    namespaces: [{ name: namespace, podSecurity: podSecurity(options) }],
    releases: [
      {
        name: "velero",
        chart: "velero",
        namespace,
        values: veleroValues(context, options, place, grant),
        after: objects.map(({ name }) => name),
      },
    ],
    objects: [...objects, ...restoreCheckObjects(context, options)],
    outputs: placeOutputs(place),
  };
}

// Even a read-only location is written to: a restore puts its log and its results beside the backup, and counts as failed
// in part when it cannot (Velero, pkg/controller/restore_controller.go). CSI snapshots are
// taken by the storage driver with rights of its own, so Velero needs some only where it takes them itself.
function permissions(context: AddonContext, options: VeleroOptions, { own, other }: Place): readonly Permission[] {
  const cloud = snapshotMethod(options, context.facts.snapshotClass) === "cloud";
  const buckets = new Set([own.bucket, other?.bucket ?? own.bucket]);
  return [
    ...[...buckets].map((bucket) => ({ kind: "objectStore.readWrite", bucket }) as const),
    ...(cloud ? [{ kind: "volumes.snapshot" } as const] : []),
  ];
}
