/**
 * Kinds that nothing outside of the cluster comes from, that nobody has to answer when they go, and that nothing waits for
 * to be gone: when the cluster goes, they go with it, whatever else of their add-on has to be uninstalled before.
 */
const inert: ReadonlySet<string> = new Set([
  "ClusterRole",
  "ClusterRoleBinding",
  "ConfigMap",
  "LimitRange",
  "NetworkPolicy",
  "PeerAuthentication",
  "PodDisruptionBudget",
  "PodMonitor",
  "PriorityClass",
  "PrometheusRule",
  "ResourceQuota",
  "Role",
  "RoleBinding",
  "Secret",
  "ServiceAccount",
  "ServiceMonitor",
  "Telemetry",
  "VolumeSnapshotClass",
]);

/** True for a kind that needs no cleaning up when its cluster goes. */
export function isInert(kind: string): boolean {
  return inert.has(kind);
}
