import type { AddonContext, Values } from "../addon";
import type { AlertmanagerOptions, Route } from "./alertmanagerOptions";
import { release, secretNames } from "./names";
import type { PrometheusOptions } from "./options";
import { receiverConfigs, receiverSecrets } from "./receivers";
import { spread, volume } from "./scheduling";
import { fixed } from "./sizes";

/** The receiver that sends nothing. Its name is in quotes for ever: a bare null is no name in YAML. */
export const nobody = "null";

const any = (label: string, values: string | readonly string[]) => `${label} =~ "${[values].flat().join("|")}"`;

function routeConfig(route: Route): Readonly<Record<string, unknown>> {
  return {
    receiver: route.receiver,
    matchers: [
      ...(route.severity === undefined ? [] : [any("severity", route.severity)]),
      ...(route.namespace === undefined ? [] : [any("namespace", route.namespace)]),
      ...route.matchers,
    ],
    ...(route.groupBy === undefined ? {} : { group_by: route.groupBy }),
    ...(route.repeatInterval === undefined ? {} : { repeat_interval: route.repeatInterval }),
    continue: route.continue,
  };
}

// The alert that always fires goes to the service that waits for it, or nowhere: it must never reach people.
function watchdogRoute({ watchdog }: AlertmanagerOptions): Readonly<Record<string, unknown>> {
  return {
    receiver: watchdog?.receiver ?? nobody,
    matchers: ['alertname = "Watchdog"'],
    ...(watchdog === undefined
      ? {}
      : { group_wait: "0s", group_interval: "1m", repeat_interval: watchdog.repeatInterval }),
  };
}

// What the chart inhibits (values.yaml, alertmanager.config.inhibit_rules); a list of ours replaces its own.
const usualInhibitions = [
  {
    source_matchers: ["severity = critical"],
    target_matchers: ["severity =~ warning|info"],
    equal: ["namespace", "alertname"],
  },
  { source_matchers: ["severity = warning"], target_matchers: ["severity = info"], equal: ["namespace", "alertname"] },
  { source_matchers: ["alertname = InfoInhibitor"], target_matchers: ["severity = info"], equal: ["namespace"] },
  { target_matchers: ["alertname = InfoInhibitor"] },
];

/** The receivers that people read: not the one that only waits for the watchdog. */
export function readers({ receivers, watchdog }: AlertmanagerOptions): readonly string[] {
  return Object.keys(receivers).filter((name) => name !== watchdog?.receiver);
}

function defaultReceiver(options: AlertmanagerOptions): string {
  const names = readers(options);
  return options.defaultReceiver ?? (names.length === 1 ? (names[0] ?? nobody) : nobody);
}

/** Alertmanager's configuration, in its own words. It holds no secret. */
export function alertmanagerConfig(options: AlertmanagerOptions): Values {
  return {
    global: { resolve_timeout: "5m" },
    inhibit_rules: [
      ...usualInhibitions,
      ...options.inhibitRules.map(({ source, target, equal }) => ({
        source_matchers: source,
        target_matchers: target,
        equal,
      })),
    ],
    route: {
      receiver: defaultReceiver(options),
      group_by: options.groupBy,
      group_wait: options.groupWait,
      group_interval: options.groupInterval,
      repeat_interval: options.repeatInterval,
      routes: [
        watchdogRoute(options),
        { receiver: nobody, matchers: ['alertname = "InfoInhibitor"'] },
        ...options.routes.map(routeConfig),
      ],
    },
    receivers: [{ name: nobody }, ...receiverConfigs(options.receivers)],
  };
}

/** The chart's values of `alertmanager`. */
export function alertmanagerValues(context: AddonContext, options: PrometheusOptions): Values {
  const { alertmanager } = options;
  const hasSecrets = Object.keys(receiverSecrets(alertmanager.receivers)).length > 0;
  return {
    config: alertmanagerConfig(alertmanager),
    podDisruptionBudget: { enabled: alertmanager.replicas > 1, minAvailable: alertmanager.replicas - 1 },
    alertmanagerSpec: {
      replicas: alertmanager.replicas,
      resources: fixed.alertmanager,
      storage: volume(context, alertmanager.storage),
      secrets: hasSecrets ? [secretNames.receivers] : [],
      ...spread(context, alertmanager.replicas, {
        "app.kubernetes.io/name": "alertmanager",
        alertmanager: `${release}-alertmanager`,
      }),
    },
  };
}
