import { type AddonContext, type AddonParts, defineAddon, type ObjectSpec } from "../addon";
import { networkPolicies } from "../parts/traffic";
import { monitoringObjects } from "./monitoring";
import { namespace, release, webhookPods, webhookPort } from "./names";
import { check, type GatekeeperOptions, options, profiles } from "./options";
import { policyObjects } from "./policies";
import { chartValues } from "./values";

/** Policies that every pod of every workload is held to. */
export const gatekeeper = defineAddon({
  name: "gatekeeper",
  summary: "Gatekeeper: refuses pods that break a policy, and counts those that run.",
  options,
  profiles,
  charts: ["gatekeeper"],
  after: ["prometheus"],
  webhookPorts: [webhookPort],
  builtIn: (cluster) => cluster.cloud === "aks" && cluster.azurePolicy,
  check,
  parts,
});

function parts(context: AddonContext, chosen: GatekeeperOptions): AddonParts {
  const first = traffic(context);
  return {
    namespaces: [
      {
        name: namespace,
        podSecurity: "restricted",
        labels: { "admission.gatekeeper.sh/ignore": "no-self-managing" },
      },
    ],
    releases: [
      {
        name: release,
        chart: "gatekeeper",
        namespace,
        values: chartValues(context, chosen),
        after: first.map(({ name }) => name),
      },
    ],
    objects: [...first, ...monitoringObjects(context), ...policyObjects(context, chosen)],
  };
}

function traffic(context: AddonContext): readonly ObjectSpec[] {
  return networkPolicies(context, {
    namespace,
    ingress: [
      { name: "webhook", pods: webhookPods, ports: [webhookPort], from: "anyone" },
      { name: "metrics", ports: ["metrics"], from: "prometheus" },
    ],
  });
}
