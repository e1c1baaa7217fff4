import type { GkeConfig } from "../clusters";
import { needingManagedPrometheus } from "../clusters/gke";
import type { Path, Problem } from "../errors";

const system = "SYSTEM_COMPONENTS";

// Source: GKE, "Configure logging and monitoring": nothing is collected without the system's own.
function systemProblems(kind: "logging" | "monitoring", components: readonly string[]): Problem[] {
  if (components.includes(system)) return [];
  const path: Path = ["cluster", kind, "components"];
  return [
    { path, found: components.join(", "), allowed: `${system} besides: GKE sends none of the others without it` },
  ];
}

// Source: GKE, "Collect and view kube state metrics" and "Collect and view cAdvisor/kubelet metrics".
function prometheusProblems({ mode, monitoring: { components, managedPrometheus } }: GkeConfig): Problem[] {
  if (mode === "autopilot" || managedPrometheus) return [];
  return components.flatMap((component, index) =>
    needingManagedPrometheus.has(component)
      ? [
          {
            path: ["cluster", "monitoring", "components", index],
            found: component,
            allowed: "cluster.monitoring.managedPrometheus: true with it, which collects it",
          },
        ]
      : [],
  );
}

/** Logs and metrics that GKE does not collect by themselves. */
export function observabilityProblems(cluster: GkeConfig): Problem[] {
  const { logging, monitoring } = cluster;
  return [
    ...systemProblems("logging", logging.components),
    ...systemProblems("monitoring", monitoring.components),
    ...prometheusProblems(cluster),
  ];
}
