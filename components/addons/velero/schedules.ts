import type { Annotations } from "../../clusters/cluster";
import type { AddonContext, Values } from "../addon";
import { goDuration } from "./durations";
import { snapshotMethod } from "./modes";
import { ownLocation } from "./names";
import type { ScheduleOptions, VeleroOptions } from "./options";

/** The schedules as the chart takes them: `template` is the spec of the backups. Source: the Schedule's definition. */
export function scheduleValues(context: AddonContext, options: VeleroOptions): Values {
  const annotations = snapshotAnnotations(context);
  return Object.fromEntries(
    Object.entries(options.schedules).map(([name, schedule]) => [
      name,
      {
        ...(annotations === undefined ? {} : { annotations }),
        schedule: schedule.cron,
        // A read-only location refuses backups, and each refusal would count as a failed one.
        paused: schedule.paused || options.accessMode === "ReadOnly",
        // Backups outlive the schedule that made them.
        useOwnerReferencesInBackup: false,
        template: template(schedule, options, snapshotMethod(options, context.facts.snapshotClass) !== "none"),
      },
    ]),
  );
}

const longestAnnotation = 63;

/**
 * Names a snapshot class that others made, which Velero's label may be missing on; the backups take the annotation over
 * ("Container Storage Interface Snapshot Support in Velero"). A driver's name may be too long for it: Velero then takes
 * the driver's default class, or its only one.
 */
function snapshotAnnotations({ facts: { snapshotClass } }: AddonContext): Annotations | undefined {
  if (!snapshotClass?.present) return undefined;
  const name = `csi-volumesnapshot-class_${snapshotClass.driver}`;
  return name.length > longestAnnotation ? undefined : { [`velero.io/${name}`]: snapshotClass.name };
}

function template(schedule: ScheduleOptions, options: VeleroOptions, snapshots: boolean): Values {
  const { includedNamespaces, excludedNamespaces, includeClusterResources, labels } = schedule;
  return {
    ttl: goDuration(schedule.ttl ?? options.defaultTtl),
    storageLocation: ownLocation,
    includedNamespaces: includedNamespaces ?? ["*"],
    excludedNamespaces,
    ...(includeClusterResources === undefined ? {} : { includeClusterResources }),
    ...(labels === undefined ? {} : { labelSelector: { matchLabels: labels } }),
    snapshotVolumes: snapshots && schedule.snapshotVolumes,
  };
}

/** The name of the Schedule in the cluster, which is the `schedule` label of Velero's metrics. */
export function scheduleName(name: string): string {
  return `velero-${name}`;
}
