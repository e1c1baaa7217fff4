import type { Permission } from "../../clusters/permissions";
import { type AddonContext, type AddonParts, defineAddon, type ObjectSpec } from "../addon";
import { networkPolicies } from "../parts/traffic";
import { namespace as vaultNamespace, apiPort as vaultPort } from "../vault/names";
import { monitoringObjects } from "./monitoring";
import { namespace, podsOf, release } from "./names";
import { check, type ExternalSecretsOptions, options, profiles } from "./options";
import { prefixOf, storeObjects } from "./stores";
import { chartValues } from "./values";

/** The chart's webhook.port. */
const webhookPort = 10250;

/** Secrets that stand elsewhere, as Secrets in the cluster. */
export const externalSecrets = defineAddon({
  name: "external-secrets",
  summary: "External Secrets: keeps Secrets in step with the cloud's secret manager or Vault.",
  options,
  profiles,
  charts: ["external-secrets"],
  after: ["prometheus"],
  webhookPorts: [webhookPort],
  check,
  parts,
});

function parts(context: AddonContext, chosen: ExternalSecretsOptions): AddonParts {
  const prefix = prefixOf(context, chosen);
  const permissions: readonly Permission[] = prefix === undefined ? [] : [{ kind: "secrets.read", prefix }];
  const grant = context.grant({ namespace, serviceAccount: release }, permissions);
  const first = traffic(context);
  return {
    namespaces: [{ name: namespace, podSecurity: "restricted" }],
    releases: [
      {
        name: release,
        chart: "external-secrets",
        namespace,
        values: chartValues(context, chosen, grant),
        after: first.map(({ name }) => name),
      },
    ],
    objects: [...first, ...monitoringObjects(context), ...storeObjects(context, chosen)],
  };
}

function traffic(context: AddonContext): readonly ObjectSpec[] {
  return networkPolicies(context, {
    namespace,
    ingress: [
      { name: "webhook", pods: podsOf("external-secrets-webhook"), ports: [webhookPort], from: "anyone" },
      { name: "metrics", ports: ["metrics"], from: "prometheus" },
    ],
    egress: context.on("vault") ? [{ name: "vault", ports: [vaultPort], to: { namespaces: [vaultNamespace] } }] : [],
  });
}
