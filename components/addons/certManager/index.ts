import type { Permission } from "../../clusters/permissions";
import { type AddonContext, type AddonParts, defineAddon } from "../addon";
import { issuerObjects } from "./issuers";
import { monitoringObjects } from "./monitoring";
import { authoritySecret, issuers, namespace, release } from "./names";
import { type CertManagerOptions, check, options, profiles } from "./options";
import { trafficObjects, webhookPort } from "./traffic";
import { chartValues } from "./values";

/** Certificates: from Let's Encrypt and its like, and from an authority of the cluster's own. */
export const certManager = defineAddon({
  name: "cert-manager",
  summary: "cert-manager: issues and renews certificates.",
  options,
  profiles,
  charts: ["cert-manager"],
  after: ["prometheus"],
  // What comes after uses its definitions, which the webhook looks at.
  brings: [release],
  webhookPorts: [webhookPort],
  check,
  parts,
});

function parts(context: AddonContext, chosen: CertManagerOptions): AddonParts {
  const grant = context.grant({ namespace, serviceAccount: release }, permissions(chosen));
  const first = trafficObjects(context, chosen);
  return {
    namespaces: [{ name: namespace, podSecurity: "restricted" }],
    releases: [
      {
        name: release,
        chart: "cert-manager",
        namespace,
        values: chartValues(context, chosen, grant),
        after: first.map(({ name }) => name),
      },
    ],
    objects: [...first, ...monitoringObjects(context), ...issuerObjects(context, chosen, grant)],
    outputs: outputs(chosen),
  };
}

function permissions({ acme }: CertManagerOptions): readonly Permission[] {
  const zones = new Set(Object.values(acme?.zones ?? {}));
  return [...zones].sort().map((zone) => ({ kind: "dns.edit", zone }));
}

function outputs({ acme, ca }: CertManagerOptions): Readonly<Record<string, string>> {
  return {
    ...(acme === undefined ? {} : { publicIssuer: `ClusterIssuer/${issuers.acme}` }),
    ...(ca.enabled
      ? {
          internalIssuer: `ClusterIssuer/${issuers.internal}`,
          authorityCommand: `kubectl --namespace ${namespace} get secret ${authoritySecret} --output jsonpath='{.data.tls\\.crt}' | base64 --decode`,
        }
      : {}),
  };
}
