import { defineAddon } from "../addon";
import { check } from "./checks";
import { namespace, nodesNamespace, release } from "./names";
import { options, type PrometheusOptions, profiles } from "./options";
import { secretObjects } from "./secrets";
import { networkPolicies } from "./traffic";
import { chartValues } from "./values";

const forward = (service: string, ports: string) =>
  `kubectl --namespace ${namespace} port-forward service/${release}-${service} ${ports}`;

function outputs({ grafana }: PrometheusOptions): Readonly<Record<string, string>> {
  const forwards = { prometheus: forward("prometheus", "9090"), alertmanager: forward("alertmanager", "9093") };
  if (!grafana.enabled) return forwards;
  const address = grafana.host === undefined ? forward("grafana", "3000:80") : `https://${grafana.host}`;
  if (grafana.adminPassword !== undefined) return { ...forwards, grafana: address };
  const grafanaPassword = `kubectl --namespace ${namespace} get secret ${release}-grafana --output jsonpath='{.data.admin-password}' | base64 --decode`;
  return { ...forwards, grafana: address, grafanaPassword };
}

/** Metrics, alerts and dashboards: Prometheus, Alertmanager and Grafana, run by the Prometheus operator. */
export const prometheus = defineAddon({
  name: "prometheus",
  summary: "Metrics, alerts and dashboards: Prometheus, Alertmanager and Grafana.",
  options,
  profiles,
  // Source: the chart's Chart.yaml, kubeVersion.
  kubernetes: ">=1.25",
  charts: ["kube-prometheus-stack"],
  // Volumes and, where Grafana is exposed, a load balancer.
  leavesThingsBehind: true,
  check,
  parts(context, options) {
    const objects = [...networkPolicies(options), ...secretObjects(options)];
    return {
      namespaces: [
        { name: namespace, podSecurity: "restricted" },
        { name: nodesNamespace, podSecurity: "privileged" },
      ],
      objects,
      releases: [
        {
          name: release,
          chart: "kube-prometheus-stack",
          namespace,
          values: chartValues(context, options),
          after: objects.map(({ name }) => name),
          timeout: 900,
        },
      ],
      outputs: outputs(options),
    };
  },
});
