import { type AddonContext, type AddonParts, defineAddon } from "../addon";
import { disruptionBudget } from "../parts/availability";
import { applicationNamespaces, applicationObjects } from "./applications";
import { monitoringObjects } from "./monitoring";
import { namespace, podsOf, release } from "./names";
import { notificationObjects } from "./notifications";
import { type FluxOptions, fluxOptions, fluxProfiles } from "./options";
import { repositorySecrets } from "./sources";
import { trafficObjects } from "./traffic";
import { chartValues } from "./values";

/** Flux: follows `gitops` and applies it to the cluster. */
export const flux = defineAddon({
  name: "flux",
  summary: "Flux: applies what is in git to the cluster and keeps it so",
  options: fluxOptions,
  profiles: fluxProfiles,
  charts: ["flux2"],
  // Each brings definitions that applications use, and outlives them.
  after: ["cert-manager", "gateway-api", "istio", "linkerd", "prometheus"],
  conflicts: ["argocd"],
  leavesThingsBehind: true,
  parts,
});

function parts(context: AddonContext, options: FluxOptions): AddonParts {
  const { gitops } = context.config;
  return {
    namespaces: [{ name: namespace, podSecurity: "restricted" }, ...applicationNamespaces(gitops)],
    releases: [{ name: release, chart: "flux2", namespace, values: chartValues(context, options) }],
    objects: [
      ...trafficObjects(context, options, gitops),
      ...["kustomize-controller", "helm-controller"].flatMap((name) =>
        disruptionBudget(name, namespace, podsOf(name), options.replicas),
      ),
      ...monitoringObjects(context),
      ...repositorySecrets(gitops),
      ...applicationObjects(gitops, options),
      ...notificationObjects(options),
    ],
  };
}
