import { type AddonContext, type AddonParts, defineAddon } from "../addon";
import { applicationObjects } from "./applications";
import { optionProblems } from "./checks";
import { namespace, release } from "./names";
import { notificationSecrets } from "./notifications";
import { type ArgocdOptions, argocdOptions, argocdProfiles } from "./options";
import { haproxyNetworkPolicy } from "./redis";
import { repositorySecrets } from "./repositories";
import { certificateSecrets, serverOutputs } from "./server";
import { adminEnabled, ssoSecrets } from "./sso";
import { chartValues } from "./values";
import { webhookSecrets } from "./webhooks";

/** Redis starts one node after the other, each ready a good minute after it started. */
const timeout = 900;

/** Argo CD: follows `gitops` and applies it to the cluster. */
export const argocd = defineAddon({
  name: "argocd",
  summary: "Argo CD: applies what is in git to the cluster and keeps it so.",
  options: argocdOptions,
  profiles: argocdProfiles,
  charts: ["argo-cd"],
  // Each brings definitions that the chart may use: certificates, routes of a Gateway, monitors.
  after: ["cert-manager", "gateway-api", "istio", "prometheus"],
  leavesThingsBehind: true,
  check: optionProblems,
  parts,
});

function parts(context: AddonContext, options: ArgocdOptions): AddonParts {
  const { gitops } = context.config;
  const first = [
    ...haproxyNetworkPolicy(options),
    ...certificateSecrets(options),
    ...ssoSecrets(options),
    ...webhookSecrets(options),
    ...notificationSecrets(options),
  ];
  return {
    namespaces: [{ name: namespace, podSecurity: "restricted" }],
    releases: [
      {
        name: release,
        chart: "argo-cd",
        namespace,
        values: chartValues(context, options),
        after: first.map(({ name }) => name),
        timeout,
      },
    ],
    objects: [...first, ...repositorySecrets(gitops), ...applicationObjects(gitops)],
    outputs: serverOutputs(options, adminEnabled(options)),
  };
}
