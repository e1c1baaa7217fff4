import type { AddonContext, ObjectSpec } from "../addon";
import { networkPolicies, type Way } from "../parts/traffic";
import { directoryOf } from "./issuers";
import { namespace, podsOf } from "./names";
import type { CertManagerOptions } from "./options";

/** Where the API server calls the webhook: the chart's webhook.securePort. */
export const webhookPort = 10250;

const metricsPort = 9402;

// Before it asks the authority to look, cert-manager looks itself whether a name answers over HTTP.
function ways(context: AddonContext, { acme }: CertManagerOptions): readonly Way[] {
  if (acme === undefined) return [];
  const port = new URL(directoryOf(context, acme)).port;
  return [
    ...(port === ""
      ? []
      : [{ name: "acme", pods: podsOf("controller"), ports: [Number(port)], to: "anywhere" as const }]),
    ...(acme.http01 === undefined
      ? []
      : [{ name: "http01", pods: podsOf("controller"), ports: [80], to: "anywhere" as const }]),
  ];
}

/** What comes into and goes out of cert-manager's namespace. DNS servers are asked on port 53, which is open to all. */
export function trafficObjects(context: AddonContext, chosen: CertManagerOptions): readonly ObjectSpec[] {
  return networkPolicies(context, {
    namespace,
    ingress: [
      { name: "webhook", pods: podsOf("webhook"), ports: [webhookPort], from: "anyone" },
      { name: "metrics", ports: [metricsPort], from: "prometheus" },
    ],
    egress: ways(context, chosen),
  });
}
