import { defineAddon } from "../addon";
import { check } from "./checks";
import { definitions, namespace, nodesNamespace, release } from "./names";
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
  charts: ["kube-prometheus-stack"],
  definitions: ["prometheus-operator-crds"],
  // Monitors and rules of others are put in as soon as they are defined; nobody waits for Prometheus itself.
  brings: [definitions],
  // Volumes and, where Grafana is exposed, a load balancer.
  leavesThingsBehind: true,
  webhookPorts: [10250],
  check,
  parts(context, options) {
    const objects = [...networkPolicies(context, options), ...secretObjects(options)];
    return {
      namespaces: [
        { name: namespace, podSecurity: "restricted" },
        { name: nodesNamespace, podSecurity: "privileged" },
      ],
      objects,
      releases: [
        {
          name: definitions,
          chart: "prometheus-operator-crds",
          // Not in a namespace of ours: it is there before any of them, and so before there are nodes.
          namespace: "kube-system",
          values: { crds: { annotations: { "helm.sh/resource-policy": "keep" } } },
          withoutPods: true,
        },
        {
          name: release,
          chart: "kube-prometheus-stack",
          namespace,
          values: chartValues(context, options),
          after: [definitions, ...objects.map(({ name }) => name)],
          timeout: 900,
        },
      ],
      outputs: outputs(options),
    };
  },
});
