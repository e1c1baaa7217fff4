import type { ClusterFacts } from "../../clusters/cluster";
import type { Values } from "../addon";
import { nodesNamespace } from "./names";
import type { PrometheusOptions } from "./options";
import { fixed, sizes } from "./sizes";

const nodeCritical = "system-node-critical";

/** The chart's values of `prometheus-node-exporter`: on every node, whatever its taints, and not to be evicted. */
export function nodeExporterValues(): Values {
  return {
    namespaceOverride: nodesNamespace,
    priorityClassName: nodeCritical,
    resources: fixed.nodeExporter,
    tolerations: [{ operator: "Exists" }],
    securityContext: { seccompProfile: { type: "RuntimeDefault" } },
    containerSecurityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
  };
}

/**
 * GKE takes pods of a system priority class only in namespaces with a quota for it. Source: Kubernetes, "Limit Priority
 * Class consumption by default".
 */
export function nodeCriticalQuota(): Values {
  return {
    apiVersion: "v1",
    kind: "ResourceQuota",
    metadata: { name: "node-critical", namespace: nodesNamespace },
    spec: {
      hard: { pods: "10k" },
      scopeSelector: {
        matchExpressions: [{ scopeName: "PriorityClass", operator: "In", values: [nodeCritical] }],
      },
    },
  };
}

/**
 * The chart's values of `kube-state-metrics`. Without Secrets, which no rule or dashboard asks about and whose metrics
 * would take the right to read every one of them.
 */
export function kubeStateMetricsValues(options: PrometheusOptions): Values {
  return { resources: sizes[options.size].kubeStateMetrics, collectorsExclude: ["secrets"] };
}

/** What of the cluster's own parts can be watched. */
export interface Watched {
  readonly controlPlane: boolean;
  readonly kubeProxy: boolean;
  readonly dns: "coredns" | "kube-dns" | "none";
}

/** What the options say can be watched or, where they say nothing, the cluster's facts. */
export function watched(facts: ClusterFacts, options: PrometheusOptions): Watched {
  return {
    controlPlane: options.controlPlane ?? !facts.hiddenControlPlane,
    kubeProxy: options.kubeProxy ?? facts.kubeProxy ?? false,
    dns: facts.dns ?? "coredns",
  };
}

/** The chart's values of the cluster's own parts: a job that finds nothing would only raise false alarms. */
export function clusterJobs(facts: ClusterFacts, options: PrometheusOptions): Values {
  const { controlPlane, kubeProxy, dns } = watched(facts, options);
  return {
    kubeControllerManager: { enabled: controlPlane },
    kubeScheduler: { enabled: controlPlane },
    kubeEtcd: { enabled: controlPlane },
    kubeProxy: { enabled: kubeProxy },
    coreDns: { enabled: dns === "coredns" },
    kubeDns: { enabled: dns === "kube-dns" },
    kubelet: {
      serviceMonitor: { cAdvisorInterval: options.scrapeInterval, insecureSkipVerify: !options.verifyKubelets },
    },
  };
}

/** The chart's rule groups that watch them. */
export function clusterRuleGroups(facts: ClusterFacts, options: PrometheusOptions): Values {
  const { controlPlane, kubeProxy } = watched(facts, options);
  return {
    etcd: controlPlane,
    kubeControllerManager: controlPlane,
    kubeSchedulerAlerting: controlPlane,
    kubeSchedulerRecording: controlPlane,
    kubeProxy,
  };
}
