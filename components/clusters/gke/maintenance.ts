import type { ClusterArgs } from "@pulumi/gcp/container/cluster";
import type { GkeConfig } from "../../config/clusters";

const minutesADay = 24 * 60;

// Only the time of day and the length of the first window matter; the day has to be in the past.
const firstDay = "2025-01-01";

function clock(minutes: number): string {
  const [day, time] = [Math.floor(minutes / minutesADay), minutes % minutesADay];
  const [hour, minute] = [Math.floor(time / 60), time % 60].map((part) => String(part).padStart(2, "0"));
  return `${firstDay.slice(0, -1)}${1 + day}T${hour}:${minute}:00Z`;
}

function window({ start, hours, days }: GkeConfig["maintenance"]): {
  startTime: string;
  endTime: string;
  recurrence: string;
} {
  const [hour = 0, minute = 0] = start.split(":").map(Number);
  const opens = hour * 60 + minute;
  return {
    startTime: clock(opens),
    endTime: clock(opens + hours * 60),
    recurrence: days.length === 0 ? "FREQ=DAILY" : `FREQ=WEEKLY;BYDAY=${days.join(",").toUpperCase()}`,
  };
}

/** When GKE may upgrade and repair: a window that comes back, and times in which it waits. */
export function maintenancePolicy(
  maintenance: GkeConfig["maintenance"],
): NonNullable<ClusterArgs["maintenancePolicy"]> {
  return {
    recurringWindow: window(maintenance),
    maintenanceExclusions: maintenance.exclusions.map(({ name, start, end, scope }) => ({
      exclusionName: name,
      startTime: start,
      endTime: end,
      exclusionOptions: { scope: scope.replaceAll("-", "_").toUpperCase() },
    })),
  };
}
