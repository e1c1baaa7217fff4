import { Cron } from "croner";
import type { Values } from "../addon";
import { alertRule } from "../parts/monitoring";
import { namespace, restoreCheckName } from "./names";
import type { ScheduleOptions, VeleroOptions } from "./options";
import { scheduleName } from "./schedules";

const hour = 3600;

/** Alerts on Velero's own metrics, as Prometheus rules. Metric names: pkg/metrics/metrics.go of Velero. */
export function alertRules({ schedules, accessMode, restoreCheck }: VeleroOptions): readonly Values[] {
  const running = Object.entries(schedules).filter(([, { paused }]) => !paused && accessMode === "ReadWrite");
  return [
    alertRule({
      alert: "VeleroBackupLocationUnavailable",
      severity: "critical",
      for: "15m",
      expr: "velero_backup_location_status_gauge == 0",
      summary: "Velero cannot reach backup location {{ $labels.backup_location_name }}.",
    }),
    alertRule({
      alert: "VeleroBackupFailed",
      severity: "warning",
      for: "15m",
      expr: 'velero_backup_last_status{schedule!=""} == 0',
      summary: "The last backup of {{ $labels.schedule }} failed.",
    }),
    alertRule({
      alert: "VeleroBackupPartlyFailed",
      severity: "warning",
      for: "15m",
      expr: 'increase(velero_backup_partial_failure_total{schedule!=""}[1h]) > 0',
      summary: "A backup of {{ $labels.schedule }} left something out.",
    }),
    alertRule({
      alert: "VeleroRestoreFailed",
      severity: "warning",
      for: "5m",
      expr: "increase(velero_restore_failed_total[1h]) > 0",
      summary: "A restore failed.",
    }),
    ...running.flatMap(([name, schedule]) => overdueRules(name, schedule)),
    ...(restoreCheck === undefined ? [] : restoreCheckRules(restoreCheck)),
  ];
}

// The first backup may be as far off as two are from each other, so having none is no fault before that.
function overdueRules(name: string, { cron }: ScheduleOptions): readonly Values[] {
  const label = scheduleName(name);
  const last = `velero_backup_last_successful_timestamp{schedule="${label}"}`;
  const allowed = longestGap(cron) + 2 * hour;
  return [
    alertRule({
      alert: "VeleroBackupOverdue",
      severity: "critical",
      for: "15m",
      expr: `time() - ${last} > ${allowed}`,
      summary: `${label} has made no backup for longer than it should.`,
    }),
    alertRule({
      alert: "VeleroBackupMissing",
      severity: "critical",
      for: `${allowed}s`,
      expr: `absent(${last})`,
      summary: `${label} has never made a backup.`,
    }),
  ];
}

// A failed job is kept to be looked at, so only one that is newer than the last success counts. Metrics of
// kube-state-metrics.
function restoreCheckRules({ cron, schedule }: NonNullable<VeleroOptions["restoreCheck"]>): readonly Values[] {
  const jobs = `{namespace="${namespace}", job_name=~"${restoreCheckName}-.*"}`;
  const last = `kube_cronjob_status_last_successful_time{namespace="${namespace}", cronjob="${restoreCheckName}"}`;
  const newer = `absent(${last}) or max(kube_job_status_start_time${jobs}) > max(${last})`;
  const about = `The newest backup of ${scheduleName(schedule)}`;
  return [
    alertRule({
      alert: "VeleroRestoreCheckFailed",
      severity: "critical",
      for: "5m",
      expr: `max(kube_job_status_failed${jobs}) > 0 and on() (${newer})`,
      summary: `${about} could not be restored.`,
    }),
    alertRule({
      alert: "VeleroRestoreCheckOverdue",
      severity: "warning",
      for: "15m",
      expr: `time() - max(${last}) > ${longestGap(cron) + 24 * hour}`,
      summary: `${about} was not restored for longer than it should be.`,
    }),
  ];
}

// A fixed start makes the result the same on each day. Enough runs to see a weekend, a night and a short month.
const from = new Date("2024-01-01T00:00:00Z");
const runs = 100;

/** The longest time between two runs of a schedule, in seconds. */
export function longestGap(cron: string): number {
  const times = new Cron(cron, { paused: true, mode: "5-part", timezone: "UTC" }).nextRuns(runs, from);
  const gaps = times.slice(1).map((time, index) => time.getTime() - (times[index]?.getTime() ?? time.getTime()));
  return Math.max(0, ...gaps) / 1000;
}
