import type { Planned } from "../several";
import { count, dotted } from "./text";

const cloudNames: Readonly<Record<string, string>> = {
  eks: "Amazon EKS",
  aks: "Azure AKS",
  gke: "Google GKE",
  existing: "existing cluster",
};

/** A cloud as its vendor writes it. */
export function cloudName(cloud: string): string {
  return cloudNames[cloud] ?? cloud;
}

/** The region of a stack; undefined for a cluster that already exists, which may be anywhere. */
export function regionOf({ config: { cluster } }: Planned): string | undefined {
  return "region" in cluster && typeof cluster.region === "string" ? cluster.region : undefined;
}

/** What a stack is: cloud, profile, Kubernetes version, region. */
export function headline(stack: Planned): string {
  const { cloud, profile, kubernetesVersion } = stack.plan;
  return dotted(cloudName(cloud), profile, `Kubernetes ${kubernetesVersion}`, regionOf(stack));
}

/** A node pool as one line says it. */
export interface PoolView {
  readonly name: string;
  readonly size: string;
  readonly instance: string;
  readonly spot: boolean;
}

/** A stack's node pools by name; none where the cloud or somebody else runs them. */
export function poolsOf({ config: { cluster } }: Planned): readonly PoolView[] {
  if (!("nodePools" in cluster)) return [];
  const pools = Object.entries(cluster.nodePools).sort(([a], [b]) => (a < b ? -1 : 1));
  return pools.map(([name, { min, max, instance, spot }]) => ({ name, size: `${min}–${max}`, instance, spot }));
}

const severities = ["error", "warning", "info"] as const;

/** Findings by severity: `1 error, 2 warnings`, or `none`. */
export function findingCounts({ plan: { findings, waived } }: Planned): string {
  const counts = severities.map((severity) => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    if (number === 0) return undefined;
    return severity === "info" ? `${number} info` : count(number, severity);
  });
  const shown = [...counts, waived.length === 0 ? undefined : `${waived.length} waived`];
  return shown.filter((it) => it !== undefined).join(", ") || "none";
}
