import { type AddonContext, type AddonParts, defineAddon, type ObjectSpec } from "../addon";
import { networkPolicies, type Way } from "../parts/traffic";
import { monitoringObjects } from "./monitoring";
import { namespace, operatorPods, release } from "./names";
import { check, options, profiles, type TrivyOptions } from "./options";
import { chartValues } from "./values";

const metricsPort = 8080;

/** Finds vulnerabilities, secrets and risky settings in what runs. */
export const trivyOperator = defineAddon({
  name: "trivy-operator",
  summary: "Trivy: finds vulnerabilities and secrets in images, and risky settings.",
  options,
  profiles,
  charts: ["trivy-operator"],
  after: ["prometheus"],
  check,
  parts,
});

function parts(context: AddonContext, chosen: TrivyOptions): AddonParts {
  const grant = context.grant({ namespace, serviceAccount: release }, [{ kind: "images.read" }]);
  const first = traffic(context, chosen);
  return {
    namespaces: [{ name: namespace, podSecurity: chosen.nodes ? "privileged" : "restricted" }],
    releases: [
      {
        name: release,
        chart: "trivy-operator",
        namespace,
        values: chartValues(context, chosen, grant),
        after: first.map(({ name }) => name),
      },
    ],
    objects: [...first, ...monitoringObjects(context)],
    outputs: { reportsCommand: "kubectl get vulnerabilityreports --all-namespaces" },
  };
}

// Scans pull images where their workloads do, which is on port 443 but for registries of one's own.
function traffic(context: AddonContext, { databases }: TrivyOptions): readonly ObjectSpec[] {
  const own = [context.config.mirror.images, databases].flatMap((registry) => /:(\d+)/.exec(registry ?? "")?.[1] ?? []);
  const ports = [...new Set(own)].map(Number);
  const egress: readonly Way[] = ports.length === 0 ? [] : [{ name: "registries", ports, to: "anywhere" }];
  return networkPolicies(context, {
    namespace,
    ingress: [{ name: "metrics", pods: operatorPods, ports: [metricsPort], from: "prometheus" }],
    egress,
  });
}
