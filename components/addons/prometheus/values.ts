import type { AddonContext, Values } from "../addon";
import { alertmanagerValues } from "./alertmanager";
import {
  clusterJobs,
  clusterRuleGroups,
  kubeStateMetricsValues,
  nodeCriticalQuota,
  nodeExporterValues,
} from "./exporters";
import { dashboardAccess, grafanaValues } from "./grafana";
import type { PrometheusOptions } from "./options";
import { replaced, ruleGroups } from "./rules";
import { prometheusValues } from "./server";
import { fixed } from "./sizes";

const operatorValues: Values = {
  resources: fixed.operator,
  prometheusConfigReloader: { resources: fixed.configReloader },
  // An operator that is gone or not yet there must never keep other releases from being installed or removed.
  admissionWebhooks: { failurePolicy: "Ignore", patch: { resources: fixed.job } },
};

/** All values of kube-prometheus-stack. */
export function chartValues(context: AddonContext, options: PrometheusOptions): Values {
  const { facts, config } = context;
  const mirror = config.mirror.images;
  return {
    ...(mirror === undefined ? {} : { global: { imageRegistry: mirror } }),
    // Theirs is a release of its own, which Helm brings up to date as it does not those in a chart's crds folder.
    crds: { enabled: false },
    defaultRules: {
      create: true,
      rules: clusterRuleGroups(facts, options),
      disabled: Object.fromEntries(replaced.map((name) => [name, true])),
    },
    additionalPrometheusRulesMap: ruleGroups(),
    ...clusterJobs(facts, options),
    prometheusOperator: operatorValues,
    prometheus: prometheusValues(context, options),
    alertmanager: alertmanagerValues(context, options),
    grafana: grafanaValues(context, options),
    "kube-state-metrics": kubeStateMetricsValues(options),
    "prometheus-node-exporter": nodeExporterValues(),
    extraManifests: [nodeCriticalQuota(), ...dashboardAccess(options)],
  };
}
