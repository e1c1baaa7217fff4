import type { AddonContext, ObjectSpec, Values } from "../addon";
import { openLabel, release, stores } from "./names";
import type { ExternalSecretsOptions } from "./options";

/** Who may use the stores. */
function conditions({ profile }: AddonContext, { namespaces }: ExternalSecretsOptions): Values {
  if (namespaces !== undefined) return { conditions: [{ namespaces }] };
  return profile === "production" ? { conditions: [{ namespaceSelector: { matchLabels: openLabel } }] } : {};
}

function store(context: AddonContext, chosen: ExternalSecretsOptions, name: string, provider: Values): ObjectSpec {
  return {
    name: `store-${name}`,
    apiVersion: "external-secrets.io/v1",
    kind: "ClusterSecretStore",
    metadata: { name },
    fields: { spec: { ...conditions(context, chosen), provider } },
    after: [release],
  };
}

/** What the names of readable secrets begin with; undefined where there is no store of the cloud. */
export function prefixOf(context: AddonContext, { cloud }: ExternalSecretsOptions): string | undefined {
  const { secretManager } = context.facts;
  return cloud.enabled && secretManager !== undefined ? (cloud.prefix ?? secretManager.prefix) : undefined;
}

/** The stores: the cloud's, whose provider the controller reaches by workload identity, and Vault's. */
export function storeObjects(context: AddonContext, chosen: ExternalSecretsOptions): readonly ObjectSpec[] {
  const { secretManager } = context.facts;
  return [
    ...(chosen.cloud.enabled && secretManager !== undefined
      ? [store(context, chosen, stores.cloud, secretManager.provider)]
      : []),
  ];
}
