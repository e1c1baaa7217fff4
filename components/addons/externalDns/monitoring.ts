import type { Panel } from "../parts/dashboard";
import type { Alert } from "../parts/monitoring";

// Metric names: external-dns, docs/monitoring/metrics.md.
export const alerts: readonly Alert[] = [
  {
    alert: "ExternalDnsNotInSync",
    severity: "warning",
    for: "10m",
    expr: "time() - external_dns_controller_last_sync_timestamp_seconds > 900",
    summary: "DNS records have not been brought up to date for over 15 minutes.",
  },
  {
    alert: "ExternalDnsRefused",
    severity: "warning",
    for: "15m",
    expr: "increase(external_dns_registry_errors_total[15m]) > 0",
    summary: "The cloud's DNS refuses what ExternalDNS asks of it.",
  },
  {
    alert: "ExternalDnsForeignRecords",
    severity: "warning",
    for: "1h",
    expr: "sum by (domain, foreign_owner) (external_dns_registry_skipped_records_owner_mismatch_per_sync) > 0",
    summary: "Records in {{ $labels.domain }} are wanted here and belong to {{ $labels.foreign_owner }}.",
  },
];

export const panels: readonly Panel[] = [
  {
    title: "Since the last sync",
    expr: "time() - external_dns_controller_last_sync_timestamp_seconds",
    unit: "s",
    stat: true,
  },
  { title: "Records wanted", expr: "sum(external_dns_source_endpoints_total)", stat: true },
  {
    title: "Records by type",
    expr: "sum by (record_type) (external_dns_registry_records)",
    legend: "{{record_type}}",
  },
  {
    title: "Errors",
    expr: "label_replace(rate(external_dns_source_errors_total[5m]), 'of', 'source', '', '') or label_replace(rate(external_dns_registry_errors_total[5m]), 'of', 'registry', '', '')",
    legend: "{{of}}",
  },
];
